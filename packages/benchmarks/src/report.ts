import type { MeasuredOn } from '@portal/testing/measurement';
import type { Result } from './claim.ts';

export type Report = MeasuredOn & { seed: number; results: readonly Result[] };

/** The figures as Markdown, which a terminal shows as well as a browser. */
export function reportLines({ results, seed, ...measured }: Report): string[] {
  const { commit, measuredAt, machine } = measured;
  return [
    '# bench-uploads',
    '',
    'Every claim beside its references, in one run: rounds take turns, each begins with another competitor, the first',
    'does not count. Rates are medians, with the lowest and the highest round; a ratio is the median of the ratios of',
    'each round. The references are in `packages/benchmarks/references`. Measured by `npm run bench`.',
    '',
    ...results.flatMap(linesOf),
    `Measured ${measuredAt} at commit ${commit}, seed ${seed}, on ${machine.cores} × ${machine.cpu}, ` +
      `${machine.memoryInMebibytes} MiB, ${machine.system}, Node ${machine.node}; ` +
      `load average ${machine.loadAverage.toFixed(1)} as it began.`,
    '',
  ];
}

function linesOf({ name, sentence, unit, each, rounds, figures, ratios, targets }: Result): string[] {
  const rows = figures.map((figure) => {
    const ratio = ratios[figure.name];
    const cells = [
      figure.name,
      figure.rate.toFixed(0),
      `${figure.lowest.toFixed(0)}–${figure.highest.toFixed(0)}`,
      ratio ? `${ratio.ofRate.toFixed(2)} ×` : '',
      (figure.cpuSecondsEach * 1000).toFixed(figure.cpuSecondsEach < 0.1 ? 2 : 0),
      ratio ? `${ratio.ofCpu.toFixed(2)} ×` : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `## ${name}`,
    '',
    `${sentence} ${rounds} rounds.`,
    '',
    `| | ${unit} | lowest–highest | portal ÷ this | CPU ms / ${each} | portal ÷ this |`,
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    ...targets.map(
      ({ text, reached, holds, isAim }) =>
        `- ${isAim ? 'Aim' : 'Target'} ${text}: ${reached.toFixed(reached < 100 ? 2 : 0)}, ${holds ? 'reached' : 'not reached'}.`,
    ),
    '',
  ];
}
