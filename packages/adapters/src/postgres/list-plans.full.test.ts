import { writeMeasurement } from '@portal/testing/measurement';
import { describeListPlans } from './list-plans.suite.ts';

const figures: Record<string, number> = {};

describeListPlans('ten million documents', {
  many: { documents: 10_000_000, records: 100_000, ofTheLargestRecord: 10_000 },
  rounds: 5,
  timeoutMs: 3_600_000,
  mostMs: { list: 50, search: 1000 },
  onPage: (name, { page, executionMs, rowsRead }) => {
    figures[`${name}, ${page} page: ms`] = Math.round(executionMs * 100) / 100;
    figures[`${name}, ${page} page: rows read`] = Math.round(rowsRead);
  },
  onEnd: async (client, fillSeconds) => {
    const { rows } = await client.query<{ name: string; mebibytes: number }>(
      `select relname as name, round(pg_relation_size(oid) / 1024.0 ^ 2)::integer as mebibytes from pg_class
       where relname ~ '^document(s|_searches)(_|$)' and relkind in ('r', 'i') order by relname`,
    );
    for (const { name, mebibytes } of rows) figures[`${name}: MiB`] = mebibytes;
    await writeMeasurement({
      name: 'search-at-scale',
      claim:
        'Among 10,000,000 documents of 100,000 records, with a server of its first settings (128 MiB of shared memory), ' +
        'lists and searches of the record that has 10,000 of them, and of one that has 100, cost as much as that record ' +
        'has and no more: no table is read from end to end, and no sort takes in more than the page or what is found. ' +
        'Times are medians of 5, of the statement in the server.',
      seed: null,
      figures: { 'filling the table: seconds': fillSeconds, ...figures },
    });
  },
});
