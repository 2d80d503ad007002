import type { Claim, Result, Target } from './claim.ts';
import { type Figures, medianOf, ratioOf, runRounds } from './rounds.ts';

export async function runClaim(
  claim: Claim,
  { rounds, say }: { rounds: number; say: (line: string) => void },
): Promise<Result> {
  const { name, sentence, unit, each, competitors } = claim;
  say(`${name}: ${sentence}`);
  const { figures, byRound } = await runRounds(competitors, { rounds, onRound: say });
  const [portal, ...references] = figures;
  if (!portal) throw new Error(`Nobody competes in ${name}.`);
  const ours = byRound.get(portal.name) ?? [];
  const ratios = Object.fromEntries(
    references.map((reference) => {
      const theirs = byRound.get(reference.name) ?? [];
      const ofCpu = medianOf(ours.map((round, at) => round.cpuSecondsEach / (theirs[at]?.cpuSecondsEach ?? NaN)));
      return [reference.name, { ofRate: ratioOf(ours, theirs), ofCpu }];
    }),
  );
  const targets = claim.targets.map((target) => targetOf(target, { portal, ratios, unit }));
  return { name, sentence, unit, each, rounds, figures, ratios, targets };
}

function targetOf(
  { against, atLeast, isAim = false }: Claim['targets'][number],
  { portal, ratios, unit }: { portal: Figures; ratios: Result['ratios']; unit: string },
): Target {
  const reached = against === undefined ? portal.rate : (ratios[against]?.ofRate ?? NaN);
  const text = against === undefined ? `≥ ${atLeast} ${unit}` : `≥ ${atLeast} × ${against}`;
  return { text, atLeast, reached, holds: reached >= atLeast, isAim };
}
