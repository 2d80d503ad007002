import type { DocumentsQuery } from '@portal/core/documents/documents.port';
import type { Explained } from '@portal/testing/explain';
import { explain } from '@portal/testing/explain';
import { manyDocuments } from '@portal/testing/many-documents';
import type pg from 'pg';
import { type ListedRow, type ListRow, listQuery, positionOf, summaryQuery } from './documents.queries.ts';

export type ListCase = { name: string; query: DocumentsQuery };

const limit = 25;
const { largestRecordId, usualRecordId, rareCategory, commonWord, rareWord, textWord } = manyDocuments;

/** The lists that patients ask for, of a record with many documents. */
export const listCases: readonly ListCase[] = (['-uploadedAt', 'title', '-documentDate'] as const).flatMap((sort) =>
  (['active', 'trash'] as const).flatMap((view) =>
    [undefined, 'imaging', rareCategory].map((category) => ({
      name: `${view} by ${sort}${category === undefined ? '' : `, ${category}`}`,
      query: queryOf({ sort, view, category: category as DocumentsQuery['category'] }),
    })),
  ),
);

/** And the words they look for. */
export const searchCases: readonly ListCase[] = [
  ['a word that each document has', commonWord],
  ['a word that one document has', rareWord],
  ['a word that none has', 'unicorn'],
  ['two words', `${commonWord} visit`],
  ['two words, one of them rare', `${rareWord} visit`],
  ['the first letter', 'r'],
  ['two letters', 're'],
  ['three letters', 'rep'],
  ['the first letter of other words', 'a'],
  ['a word that stands in each text', textWord],
  ['a word of the texts and one of the titles', `${textWord} ${commonWord}`],
].flatMap(([name = '', search = '']) => [
  { name: `${name}, the best match first`, query: queryOf({ sort: 'relevance', search }) },
  { name: `${name}, the newest first`, query: queryOf({ sort: '-uploadedAt', search }) },
]);

function queryOf(more: Partial<DocumentsQuery>): DocumentsQuery {
  const recordId = largestRecordId;
  return {
    recordId,
    view: 'active',
    sort: '-uploadedAt',
    limit,
    category: undefined,
    search: undefined,
    after: undefined,
    ...more,
  };
}

export type ExplainedPage = Explained & { page: 'first' | 'next' };

/** The first page and, where there is one, the next, each run `rounds` times: the last plan, with the median of time. */
export async function explainPages(
  client: pg.Client,
  { query }: ListCase,
  { plan, rounds }: { plan: 'custom' | 'generic'; rounds: number },
): Promise<ExplainedPage[]> {
  const first = await explainOften(client, listQuery(query), plan, rounds);
  const { text, values } = listQuery(query);
  const { rows } = await client.query<ListedRow>(text, values);
  const last = rows[query.limit - 1];
  if (!last?.id || rows.length <= query.limit) return [{ ...first, page: 'first' }];
  const after = positionOf(query, last as ListRow);
  const next = await explainOften(client, listQuery({ ...query, after }), plan, rounds);
  return [
    { ...first, page: 'first' },
    { ...next, page: 'next' },
  ];
}

/** The counts above the list. */
export function summaryCase(client: pg.Client, rounds: number): Promise<Explained> {
  return explainOften(client, { text: summaryQuery, values: [largestRecordId] }, 'custom', rounds);
}

type Statement = { text: string; values: readonly unknown[] };

async function explainOften(client: pg.Client, statement: Statement, plan: 'custom' | 'generic', rounds: number) {
  const times: number[] = [];
  let last: Explained;
  do {
    last = await explain(client, statement, plan);
    times.push(last.executionMs);
  } while (times.length < rounds);
  return { ...last, executionMs: times.toSorted((a, b) => a - b).at(Math.floor(rounds / 2)) ?? NaN };
}

/** The same list of a record that has as many documents as most have. */
export const ofUsualRecord = ({ name, query }: ListCase): ListCase => ({
  name,
  query: { ...query, recordId: usualRecordId },
});
