/** A list that is older than one already seen: a copy of the database that lags. Asking again helps. */
export class OlderListError extends Error {
  constructor() {
    super('A newer list was seen before.');
    this.name = 'OlderListError';
  }
}

/** Remembers the newest version seen, and refuses what is older: a document just added does not vanish again. */
export function createListVersions() {
  let newest = 0;
  return {
    accept(version: number): void {
      if (version < newest) throw new OlderListError();
      newest = version;
    },
    forget(): void {
      newest = 0;
    },
  };
}

/** One for the page: it talks to one portal as one person, and forgets at sign-out. */
export const listVersions = createListVersions();

const mostRetries = 3;

/** For `retry` of a query: an older list is asked for again, and what passes by itself too. */
export function retryList(failureCount: number, error: Error): boolean {
  return failureCount < mostRetries && error instanceof OlderListError;
}
