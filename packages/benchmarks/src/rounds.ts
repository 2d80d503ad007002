/** What one competitor did in one round. */
export type Round = {
  /** In the unit of the claim; more is better. */
  rate: number;
  /** What the competitor's process took of the processor for it, in seconds for each unit of work. */
  cpuSecondsEach: number;
  /** 99 of 100 answers came within this; where single answers were timed. */
  p99Ms?: number;
};

export type Competitor = { name: string; run: () => Promise<Round> };

export type Figures = {
  name: string;
  /** The median of all rounds. */
  rate: number;
  /** The lowest and the highest of all rounds. */
  lowest: number;
  highest: number;
  cpuSecondsEach: number;
  /** The median of all rounds; undefined where single answers were not timed. */
  p99Ms: number | undefined;
};

/**
 * Lets competitors run one after the other, round by round, each round beginning with another one: whatever else the
 * machine has to do meanwhile, it has to do for all of them. The first round warms up and does not count.
 */
export async function runRounds(
  competitors: readonly Competitor[],
  { rounds, onRound }: { rounds: number; onRound: (line: string) => void },
): Promise<{ figures: Figures[]; byRound: Map<string, Round[]> }> {
  const byRound = new Map<string, Round[]>(competitors.map(({ name }) => [name, []]));
  for (let number = 0; number <= rounds; number += 1) {
    for (let turn = 0; turn < competitors.length; turn += 1) {
      const competitor = competitors[(number + turn) % competitors.length];
      if (!competitor) continue;
      const round = await competitor.run();
      onRound(`  ${number === 0 ? 'warm-up' : `round ${number}`} ${competitor.name}: ${round.rate.toFixed(1)}`);
      if (number > 0) byRound.get(competitor.name)?.push(round);
    }
  }
  const figures = competitors.map(({ name }) => figuresOf(name, byRound.get(name) ?? []));
  return { figures, byRound };
}

function figuresOf(name: string, rounds: readonly Round[]): Figures {
  const rates = rounds.map(({ rate }) => rate);
  const p99s = rounds.flatMap(({ p99Ms }) => p99Ms ?? []);
  return {
    name,
    rate: medianOf(rates),
    lowest: Math.min(...rates),
    highest: Math.max(...rates),
    cpuSecondsEach: medianOf(rounds.map(({ cpuSecondsEach }) => cpuSecondsEach)),
    p99Ms: p99s.length > 0 ? medianOf(p99s) : undefined,
  };
}

/** Of an even number of values, the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Round by round, what one did against another; the median of that, because both met the same machine. */
export function ratioOf(ours: readonly Round[], theirs: readonly Round[]): number {
  return medianOf(ours.map(({ rate }, number) => rate / (theirs[number]?.rate ?? NaN)));
}

export const aboutRounds = [
  'Every claim beside its references, in one run: rounds take turns, each begins with another competitor, the first',
  'does not count. Rates are medians, with the lowest and the highest round; a ratio is the median of the ratios of',
  'each round. The references are in `packages/benchmarks/references`. Measured by `npm run bench`.',
];
