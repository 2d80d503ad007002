import { describeListPlans } from './list-plans.suite.ts';

// Fails without `document_searches_by_words`, without the record’s digits before each word, and where an order, or the
// comparison that a next page begins with, is not its index’s.
describeListPlans('a hundred thousand documents', {
  many: { documents: 100_000, records: 1000, ofTheLargestRecord: 2000 },
  rounds: 1,
  timeoutMs: 120_000,
  // How long it takes is measured where it is alone.
  mostMs: { list: Infinity, search: Infinity },
});
