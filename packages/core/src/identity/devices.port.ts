/** The browsers that a person has signed in with, each known by the hash of its cookie, which signs nobody in. */
export type DevicesPort = {
  /** Notes that this person signs in with it; answers whether they did before. */
  noteUse(input: { userId: string; deviceHash: string; usedAt: Date }): Promise<'known' | 'new'>;
  /** Forgets those that were used last before a time; at most `atMost`; answers how many. */
  deleteUnused(input: { usedBefore: Date; atMost: number }): Promise<number>;
};
