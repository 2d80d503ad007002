import type { DocumentsVersion } from '@portal/core/documents/documents.port';

export type View = 'active' | 'trash';
/** The lines of a list, one a document, as they are shown. */
export type Shown = readonly string[];
export type Kept = { id: string; title: string; order: number; view: View };

export type Truth = {
  /** The documents as the last commit left them. */
  documents: () => readonly Kept[];
  /** A commit happened; answers its number. */
  commit: (documents: readonly Kept[]) => number;
  /** Whoever made this commit was told so. */
  acknowledge: (commit: number) => void;
  /** What is newest that somebody was told of: a read that begins now shows that or something newer. */
  newestTold: () => number;
  commits: () => number;
  /** Undefined where the read is right; else what is wrong with it. */
  faultOf: (read: FinishedRead) => string | undefined;
};

export type FinishedRead = {
  view: View;
  shown: Shown;
  version: DocumentsVersion;
  toldAtItsBegin: number;
  /** How many commits there were by its end. */
  commitsAtItsEnd: number;
};

/**
 * What a record's lists may show, kept beside the portal and without its statements. A read is stale that began after
 * a write was acknowledged and does not show it, or shows what a later one took away.
 */
export function createTruth(): Truth {
  const stateOf = (documents: readonly Kept[]) => ({
    documents,
    active: JSON.stringify(linesOf(documents, 'active')),
    trash: JSON.stringify(linesOf(documents, 'trash')),
  });
  const history = [stateOf([])];
  const shownUnder = new Map<string, string>();
  let told = 0;
  return {
    documents: () => history.at(-1)?.documents ?? [],
    commit: (documents) => history.push(stateOf(documents)) - 1,
    acknowledge: (commit) => {
      told = Math.max(told, commit);
    },
    newestTold: () => told,
    commits: () => history.length,
    faultOf: ({ view, shown, version, toldAtItsBegin, commitsAtItsEnd }) => {
      const text = JSON.stringify(shown);
      const since = history.slice(toldAtItsBegin, commitsAtItsEnd).map((state) => state[view]);
      if (!since.includes(text)) return `stale: ${text} instead of ${since.join(' or ')}`;
      const name = `${view}:${version.number}:${version.nonce}`;
      const other = shownUnder.get(name) ?? text;
      shownUnder.set(name, text);
      return other === text ? undefined : `two lists of version ${name}: ${text} and ${other}`;
    },
  };
}

/** Newest first, as the lists are asked for. */
function linesOf(documents: readonly Kept[], view: View): Shown {
  return documents
    .filter((document) => document.view === view)
    .toSorted((a, b) => b.order - a.order)
    .map(({ id, title }) => lineOf({ id, title }));
}

export const lineOf = ({ id, title }: { id: string; title: string }): string => `${id} ${title}`;
