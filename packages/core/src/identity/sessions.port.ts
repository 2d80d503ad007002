/**
 * A signed-in browser. The token itself is known to that browser alone; here stands its SHA-256. Ids and times only:
 * this is what the cache keeps too, and nothing in it says who somebody is.
 */
export type Session = {
  id: string;
  userId: string;
  recordId: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** The absolute end; the idle end is `lastUsedAt` plus the idle time. */
  expiresAt: Date;
};

/** What a patient is told about the session they are in, and what only the durable copy knows. */
export type SessionDescription = {
  userName: string | null;
  /** The address they signed in with; with a passkey, their oldest one. */
  contact: string;
  /** When they last proved who they are: at the sign-in or since. */
  confirmedAt: Date;
  hasPasskey: boolean;
};

export type OpenSession = { id: string; userAgent: string; createdAt: Date; lastUsedAt: Date };

/** The durable copy, on the primary. */
export type SessionsPort = {
  /** Counts as confirmed at `createdAt`. */
  add(input: {
    id: string;
    userId: string;
    tokenHash: string;
    /** Null where no address was proven: a passkey signed in. */
    contactId: string | null;
    userAgent: string;
    deviceHash: string;
    createdAt: Date;
    expiresAt: Date;
  }): Promise<void>;
  /** Not ended and before its absolute end at `now`; the idle end is the caller's to judge. */
  find(tokenHash: string, now: Date): Promise<Session | undefined>;
  /** Undefined for one that was ended. */
  describe(sessionId: string): Promise<SessionDescription | undefined>;
  /** Those of a person that are neither ended nor over at `now`, last used first. `idleMs`: when one is over unused. */
  listOpen(input: { userId: string; now: Date; idleMs: number }): Promise<OpenSession[]>;
  /** Writes the last use, forward only; answers whether the session is still open. */
  touch(sessionId: string, usedAt: Date): Promise<boolean>;
  /** Writes the latest proof of who is there; answers whether the session is still open. */
  confirm(sessionId: string, confirmedAt: Date): Promise<boolean>;
  /** Idempotent; answers whether it was still open. */
  end(sessionId: string, endedAt: Date): Promise<boolean>;
  /**
   * Ends an open session of this person and answers the hash of its token; undefined where there is none. Its browser is
   * one that this person does not know any more.
   */
  endOneOf(input: { userId: string; sessionId: string; endedAt: Date }): Promise<string | undefined>;
  /**
   * Ends the open sessions of a person but one, all of them or those that were signed in through one address, and
   * answers the hashes of their tokens, for the cache to forget them. Their browsers are not known any more.
   */
  endOthersOf(input: {
    userId: string;
    exceptSessionId: string;
    contactId: string | undefined;
    endedAt: Date;
  }): Promise<string[]>;
  /** Deletes what ended, or came to its absolute end, before `endedBefore`; at most `atMost` of them; answers how many. */
  deleteOver(input: { endedBefore: Date; atMost: number }): Promise<number>;
};

/**
 * The fast copy: entries live at most 60 s and are refilled from `SessionsPort`. Every call may fail (the store is
 * down): callers treat a failure as "not here" and ask the durable copy. What somebody else wrote into the store, or
 * put there for another token, is not here either.
 */
export type SessionCachePort = {
  get(tokenHash: string): Promise<Session | undefined>;
  /** Keeps nothing for a token that was removed in the last minute: a refill that comes late brings no session back. */
  set(tokenHash: string, session: Session, lifetimeMs: number): Promise<void>;
  remove(tokenHash: string): Promise<void>;
};
