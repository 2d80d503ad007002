/** Which states of which files this process has read as a whole and found right. */
export type VerifiedFiles = {
  has: (sha256: string, state: string) => boolean;
  add: (sha256: string, state: string) => void;
};

/** Remembers `atMost` of them: those that were added or asked for last. */
export function createVerifiedFiles({ atMost }: { atMost: number }): VerifiedFiles {
  const known = new Set<string>();
  const add = (sha256: string, state: string): void => {
    const key = `${sha256} ${state}`;
    known.delete(key);
    known.add(key);
    if (known.size <= atMost) return;
    for (const oldest of known) {
      known.delete(oldest);
      return;
    }
  };
  return {
    add,
    has: (sha256, state) => {
      const isKnown = known.has(`${sha256} ${state}`);
      if (isKnown) add(sha256, state);
      return isKnown;
    },
  };
}
