import type { Store } from 'express-rate-limit';

/** Counts that go on while the store they are kept in cannot be reached: each process then counts for itself. */
export function createInsuredStore(input: {
  store: Store;
  insurance: Store;
  onFailure: (error: unknown) => void;
}): Store {
  const { store, insurance, onFailure } = input;
  async function insured<Result>(ask: (of: Store) => Promise<Result> | Result): Promise<Result> {
    try {
      return await ask(store);
    } catch (error) {
      onFailure(error);
      return ask(insurance);
    }
  }
  return {
    localKeys: false,
    init: async (options) => {
      await insurance.init?.(options);
      await store.init?.(options);
    },
    increment: (key) => insured((of) => of.increment(key)),
    decrement: (key) => insured((of) => of.decrement(key)),
    resetKey: (key) => insured((of) => of.resetKey(key)),
    shutdown: () => insurance.shutdown?.(),
  };
}
