/**
 * One transaction: `work` gets ports that are bound to it. It is committed when the returned promise resolves and
 * rolled back when `work` throws. A failed COMMIT rejects: nothing was promised to anybody until it resolves.
 * Nothing slow (bytes, messages) happens inside.
 */
export type UnitOfWork<Ports> = <Result>(work: (ports: Ports) => Promise<Result>) => Promise<Result>;
