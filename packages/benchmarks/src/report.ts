import type { MeasuredOn } from '@portal/testing/measurement';
import type { Group, Result, Target } from './claim.ts';

export type Report = MeasuredOn & { seed: number; results: readonly Result[] };

/** The figures of a group as Markdown, which a terminal shows as well as a browser. */
export function reportLines({ name, about }: Pick<Group, 'name' | 'about'>, report: Report): string[] {
  const { results, seed, commit, measuredAt, machine } = report;
  return [
    `# bench-${name}`,
    '',
    ...about,
    '',
    ...results.flatMap(linesOf),
    `Measured ${measuredAt} at commit ${commit}, seed ${seed}, on ${machine.cores} × ${machine.cpu}, ` +
      `${machine.memoryInMebibytes} MiB, ${machine.system}, Node ${machine.node}; ` +
      `load average ${machine.loadAverage.toFixed(1)} as it began.`,
    '',
  ];
}

/** The same for programs. */
export function reportJson({ results, ...measured }: Report): string {
  const kept = results.map(({ name, sentence, notes, figures, targets }) => ({
    name,
    sentence,
    notes,
    figures,
    targets,
  }));
  return `${JSON.stringify({ ...measured, results: kept }, undefined, 2)}\n`;
}

function linesOf({ name, sentence, table, notes, targets }: Result): string[] {
  const [head = [], ...rows] = table;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `## ${name}`,
    '',
    sentence,
    '',
    line(head),
    `|${head.map((_cell, column) => (column === 0 ? '---' : '---:')).join('|')}|`,
    ...rows.map(line),
    '',
    ...notes.flatMap((note) => [note, '']),
    ...targets.map(targetLine),
    ...(targets.length > 0 ? [''] : []),
  ];
}

function targetLine({ text, reached, holds, isAim }: Target): string {
  const figure = reached.toFixed(reached < 100 ? 2 : 0);
  return `- ${isAim ? 'Aim' : 'Target'} ${text}: ${figure}, ${holds ? 'reached' : 'not reached'}.`;
}
