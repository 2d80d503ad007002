import { isWorthAskingAgain } from '../../app/query-client.ts';

/** A list that is older than one already seen. Asking again helps. */
export class OlderListError extends Error {
  constructor() {
    super('A newer list was seen before.');
    this.name = 'OlderListError';
  }
}

/** How often the portal has to say something older, each time asked anew, until it is believed. */
const doubts = 3;

/** `went_back`: the portal is at an older state than it was, and stays there. */
type Acceptance = 'newest' | 'went_back';

/**
 * Remembers the newest version seen, and refuses what is older: a document just added does not vanish again because an
 * answer was overtaken by the next, or came from a copy that lags. Where the portal insists, it is right: it was
 * restored from a backup, or its database lost its last moments, and a page that waits for them would wait for ever.
 */
export function createListVersions() {
  let newest = 0;
  let changes = 0;
  let olderInARow = 0;
  const see = (version: number): void => {
    if (version !== newest) changes += 1;
    newest = version;
    olderInARow = 0;
  };
  return {
    /** Called when a list is asked for; what it returns takes the version of the answer, or throws OlderListError. */
    ask(): (version: number) => Acceptance {
      const changesWhenAsked = changes;
      return (version) => {
        if (version >= newest) {
          see(version);
          return 'newest';
        }
        // Only who was asked after the newest was seen can insist.
        if (changesWhenAsked === changes) olderInARow += 1;
        if (olderInARow <= doubts) throw new OlderListError();
        see(version);
        return 'went_back';
      };
    },
    forget(): void {
      newest = 0;
      changes += 1;
      olderInARow = 0;
    },
  };
}

/** One for the page: it talks to one portal as one person, and forgets at sign-out. */
export const listVersions = createListVersions();

/** For `retry` of a query: an older list is asked for again until the portal insists, and what passes by itself too. */
export function retryList(failureCount: number, error: Error): boolean {
  return error instanceof OlderListError ? failureCount < doubts : isWorthAskingAgain(failureCount, error);
}
