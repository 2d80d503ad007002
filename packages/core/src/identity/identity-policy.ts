import type { AskRule } from './ask-limits.port.ts';
import type { Session } from './sessions.port.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

export const codePolicy = { lifetimeMs: 5 * minutes, maxTries: 5 } as const;

/** Between two codes to one address, and how many in an hour. */
export type AskPolicy = { intervalMs: number; perHour: number };

export function askRules({ intervalMs, perHour }: AskPolicy): readonly AskRule[] {
  return [...(intervalMs > 0 ? [{ count: 1, windowMs: intervalMs }] : []), { count: perHour, windowMs: hours }];
}

export const sessionPolicy = {
  idleMs: 30 * minutes,
  absoluteMs: 12 * hours,
  /** The last use is written at most this often. */
  touchEveryMs: minutes,
  cacheMs: minutes,
} as const;

/** When it ends if nothing more happens: the idle end, and never after the absolute one. */
export function idleEndOf(session: Session): Date {
  return new Date(Math.min(session.lastUsedAt.getTime() + sessionPolicy.idleMs, session.expiresAt.getTime()));
}

export function isOver(session: Session, now: Date): boolean {
  return now >= idleEndOf(session);
}
