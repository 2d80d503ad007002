import type pg from 'pg';

/** How a statement was run, and what it took. */
export type Explained = {
  /** Tables read from one end to the other. */
  wholeTables: string[];
  indexes: string[];
  /** Rows that went into sorts, of all sorts together. */
  rowsSorted: number;
  /** Rows that were taken from tables and indexes, those that were thrown away included. */
  rowsRead: number;
  /** Compiled before it ran, or shared out among processes started for it: either takes longer than most statements. */
  hasOverhead: boolean;
  executionMs: number;
  text: string;
};

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
};

/**
 * Runs a statement and tells how. `plan`: made for these values, as for a statement without a name, or the one that fits
 * any, which Postgres may take for a statement that stays prepared.
 */
export async function explain(
  client: pg.Client,
  { text, values }: { text: string; values: readonly unknown[] },
  plan: 'custom' | 'generic',
): Promise<Explained> {
  const literals = values.map((value) =>
    typeof value === 'number' ? String(value) : client.escapeLiteral(String(value)),
  );
  await client.query(`set plan_cache_mode = force_${plan}_plan`);
  await client.query(`prepare explained as ${text}`);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node; JIT?: unknown; 'Execution Time': number }] }>(
      `explain (analyze, format json, timing off) execute explained (${literals.join(', ')})`,
    );
    const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
    if (!explained) throw new Error('Postgres explained nothing.');
    return {
      ...readPlan(explained.Plan),
      hasOverhead:
        explained.JIT !== undefined || nodesOf(explained.Plan).some((node) => node['Node Type'].startsWith('Gather')),
      executionMs: explained['Execution Time'],
    };
  } finally {
    await client.query('deallocate explained');
  }
}

function readPlan(plan: Node): Omit<Explained, 'executionMs' | 'hasOverhead'> {
  const nodes = nodesOf(plan);
  // A bitmap's entries are counted where their rows are fetched.
  const scans = nodes.filter((node) => /Scan/.test(node['Node Type']) && node['Relation Name'] !== undefined);
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
  return {
    wholeTables: scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    rowsSorted: sum(
      nodes.filter((node) => /Sort/.test(node['Node Type'])).flatMap((node) => (node.Plans ?? []).map(rowsOf)),
    ),
    rowsRead: sum(scans.map((node) => rowsOf(node) + thrownAway(node))),
    text: nodes
      .map((node) => [node['Node Type'], node['Index Name'] ?? node['Relation Name'], rowsOf(node)].join(' '))
      .join('\n'),
  };
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsOf = (node: Node): number => node['Actual Rows'] * node['Actual Loops'];

function thrownAway(node: Node): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return removed * node['Actual Loops'];
}
