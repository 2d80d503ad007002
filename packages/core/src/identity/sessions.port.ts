/** A signed-in browser. The token itself is known to that browser alone; here stands its SHA-256. */
export type Session = {
  id: string;
  userId: string;
  recordId: string;
  /** What the account button shows: the patient's name if they gave one, and the address they signed in with. */
  userName: string | null;
  contact: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** The absolute end; the idle end is `lastUsedAt` plus the idle time. */
  expiresAt: Date;
};

/** The durable copy, on the primary. */
export type SessionsPort = {
  add(input: {
    id: string;
    userId: string;
    tokenHash: string;
    contactId: string;
    userAgent: string;
    createdAt: Date;
    expiresAt: Date;
  }): Promise<void>;
  /** Not ended and before its absolute end at `now`; the idle end is the caller's to judge. */
  find(tokenHash: string, now: Date): Promise<Session | undefined>;
  /** Writes the last use, forward only. */
  touch(sessionId: string, usedAt: Date): Promise<void>;
  /** Idempotent; answers whether it was still open. */
  end(sessionId: string, endedAt: Date): Promise<boolean>;
};

/**
 * The fast copy: entries live at most 60 s and are refilled from `SessionsPort`. Every call may fail (the store is
 * down): callers treat a failure as "not here" and ask the durable copy.
 */
export type SessionCachePort = {
  get(tokenHash: string): Promise<Session | undefined>;
  /** Keeps nothing for a token that was removed in the last minute: a refill that comes late brings no session back. */
  set(tokenHash: string, session: Session, lifetimeMs: number): Promise<void>;
  remove(tokenHash: string): Promise<void>;
};
