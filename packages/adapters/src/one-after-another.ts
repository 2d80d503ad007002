/** Work under the same name waits for what was begun under it before; work under other names does not. */
export function oneAfterAnother(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const lastOf = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = lastOf.get(name);
    const mine = (async () => {
      // How the one before ended is for whoever asked for it.
      await Promise.allSettled([before]);
      return work();
    })();
    lastOf.set(name, mine);
    try {
      return await mine;
    } finally {
      if (lastOf.get(name) === mine) lastOf.delete(name);
    }
  };
}
