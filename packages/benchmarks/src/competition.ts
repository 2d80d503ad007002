import { atLeast, type Claim, type Result, type Target } from './claim.ts';
import { type Competitor, type Figures, medianOf, ratioOf, runRounds } from './rounds.ts';

/** A claim whose competitors take turns; the first of them is the portal, or what the others are held against. */
export type Competition = {
  name: string;
  sentence: string;
  /** Of the rates: `MB/s`. */
  unit: string;
  /** What the processor time is told for: `200 MB`. */
  each: string;
  competitors: readonly Competitor[];
  /** The first one's rate is to be at least `bound` times that of another, or `bound` by itself. */
  targets: readonly { against?: string; bound: number; isAim?: boolean }[];
  notes?: readonly string[];
};

/** By reference: the rate of the first as a multiple of it, and what it took of the processor as a multiple. */
type Ratios = Record<string, { ofRate: number; ofCpu: number }>;

export function compete(competition: Competition): Claim {
  return {
    name: competition.name,
    measure: async ({ rounds, say }) => {
      const { name, sentence, unit, each, competitors, notes = [] } = competition;
      const { figures, byRound } = await runRounds(competitors, { rounds, onRound: say });
      const [first, ...references] = figures;
      if (!first) throw new Error(`Nobody competes in ${name}.`);
      const ours = byRound.get(first.name) ?? [];
      const ratios: Ratios = Object.fromEntries(
        references.map((reference) => {
          const theirs = byRound.get(reference.name) ?? [];
          const ofCpu = medianOf(ours.map((round, at) => round.cpuSecondsEach / (theirs[at]?.cpuSecondsEach ?? NaN)));
          return [reference.name, { ofRate: ratioOf(ours, theirs), ofCpu }];
        }),
      );
      return {
        name,
        sentence: `${sentence} ${rounds} rounds.`,
        table: tableOf(competition, figures, ratios),
        notes,
        targets: competition.targets.map((target) => targetOf(target, { first, ratios, unit })),
        figures: { unit, each, rounds, competitors: figures, ratios },
      } satisfies Result;
    },
  };
}

function targetOf(
  { against, bound, isAim = false }: Competition['targets'][number],
  { first, ratios, unit }: { first: Figures; ratios: Ratios; unit: string },
): Target {
  return against === undefined
    ? atLeast(first.rate, bound, unit, isAim)
    : atLeast(ratios[against]?.ofRate ?? NaN, bound, `× ${against}`, isAim);
}

function tableOf({ unit, each }: Competition, figures: readonly Figures[], ratios: Ratios): string[][] {
  const timed = figures.some(({ p99Ms }) => p99Ms !== undefined);
  const against = `${figures[0]?.name} ÷ this`;
  const rows = figures.map(({ name, rate, lowest, highest, cpuSecondsEach, p99Ms }) => {
    const ratio = ratios[name];
    return [
      name,
      rate.toFixed(0),
      `${lowest.toFixed(0)}–${highest.toFixed(0)}`,
      ratio ? `${ratio.ofRate.toFixed(2)} ×` : '',
      ...(timed ? [p99Ms?.toFixed(1) ?? ''] : []),
      (cpuSecondsEach * 1000).toFixed(decimalsOf(cpuSecondsEach * 1000)),
      ratio ? `${ratio.ofCpu.toFixed(2)} ×` : '',
    ];
  });
  const times = timed ? ['p99 ms'] : [];
  return [['', unit, 'lowest–highest', against, ...times, `CPU ms / ${each}`, against], ...rows];
}

const decimalsOf = (value: number): number => (value >= 100 ? 0 : value >= 1 ? 2 : 3);
