import type { ManyDocuments } from '@portal/testing/many-documents';
import { fillDocuments } from '@portal/testing/many-documents';
import { createTestDatabase, type NewTestDatabase } from '@portal/testing/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ExplainedPage,
  explainPages,
  type ListCase,
  listCases,
  ofUsualRecord,
  searchCases,
  summaryCase,
} from './list-cases.suite.ts';
import { sessionOptions } from './pool.ts';

/** Of a page of 25, found in an index and fetched: those, the one more that tells of a next page, and the version. */
const rowsOfAPage = 60;
/** Of texts, for a page of a search: all pages of each document that is shown, and once more the one that is quoted. */
const rowsOfTexts = 26 * 4;

export type PlansHarness = {
  many: ManyDocuments;
  /** How often each page is asked for. */
  rounds: number;
  /** Of filling, and of each test: a busy machine takes its time. */
  timeoutMs: number;
  /** What the median of a page's rounds stays below. */
  mostMs: { list: number; search: number };
  /** Told what each page took. */
  onPage?: (name: string, page: ExplainedPage) => void;
  /** While the database is still there. */
  onEnd?: (client: pg.Client, fillSeconds: number) => Promise<void>;
};

/** What lists and searches may cost in a table of many documents, one patient's ten thousand among them. */
export function describeListPlans(name: string, harness: PlansHarness): void {
  const { many, rounds, timeoutMs, mostMs, onPage, onEnd } = harness;
  const ofLargest = many.ofTheLargestRecord;
  const ofUsual = Math.ceil(many.documents / (many.records - 1));
  describe(`lists and searches among ${name}`, () => {
    let database: NewTestDatabase;
    let client: pg.Client;
    let fillSeconds: number;
    beforeAll(async () => {
      database = await createTestDatabase();
      const start = performance.now();
      await fillDocuments(database, many);
      fillSeconds = Math.round((performance.now() - start) / 1000);
      client = new pg.Client({ connectionString: database.applicationUrl, options: sessionOptions });
      await client.connect();
    }, timeoutMs);
    afterAll(async () => {
      await onEnd?.(client, fillSeconds);
      await client.end();
      await database.drop();
    }, timeoutMs);

    /** With a plan for its values and with one for all, of which Postgres may take either. */
    const expectBounds = async (one: ListCase, bounds: { rowsRead: number; rowsSorted: number }): Promise<void> => {
      for (const plan of ['generic', 'custom'] as const) {
        for (const page of await explainPages(client, one, { plan, rounds })) {
          expect(page.hasOverhead, page.text).toBe(false);
          expect(page.wholeTables, page.text).toEqual([]);
          expect(page.rowsRead, page.text).toBeLessThanOrEqual(bounds.rowsRead);
          expect(page.rowsSorted, page.text).toBeLessThanOrEqual(bounds.rowsSorted);
          if (plan === 'generic') continue;
          expect(page.executionMs, page.text).toBeLessThan(
            one.query.search === undefined ? mostMs.list : mostMs.search,
          );
          onPage?.(one.name, page);
        }
      }
    };

    it.each(listCases.filter(({ query }) => query.category === undefined))(
      'a page of $name reads that page, and sorts no more',
      (one) => expectBounds(one, { rowsRead: rowsOfAPage / 2, rowsSorted: rowsOfAPage / 2 }),
      timeoutMs,
    );

    it.each(listCases.filter(({ query }) => query.category !== undefined))(
      'a page of $name looks through that record’s entries in their order, and sorts no more than the page',
      (one) => expectBounds(one, { rowsRead: ofLargest + rowsOfAPage, rowsSorted: rowsOfAPage }),
      timeoutMs,
    );

    it.each(searchCases)(
      '$name: reads and sorts what it finds in that record',
      // Once by their words, once by what is sorted by; sorted for the page, and counted again where they are shown.
      (one) =>
        expectBounds(one, {
          rowsRead: 2 * ofLargest + rowsOfAPage + rowsOfTexts,
          rowsSorted: 2 * ofLargest + rowsOfAPage + rowsOfTexts,
        }),
      timeoutMs,
    );

    it.each(searchCases)(
      '$name, in a record of the usual size: costs as much as that record has',
      (one) =>
        expectBounds(
          { ...ofUsualRecord(one), name: `${one.name}, of a usual record` },
          {
            rowsRead: 2 * ofUsual + rowsOfAPage + rowsOfTexts,
            rowsSorted: 2 * ofUsual + rowsOfAPage + rowsOfTexts,
          },
        ),
      timeoutMs,
    );

    it('a summary counts in the index what it does not have counted', async () => {
      const page = await summaryCase(client, rounds);
      expect(page.wholeTables, page.text).toEqual([]);
      expect(page.rowsRead, page.text).toBeLessThanOrEqual(2 * ofLargest + rowsOfAPage);
      onPage?.('summary', { ...page, page: 'first' });
    });
  });
}
