import type { AskRule } from './ask-limits.port.ts';
import type { BackOff } from './sign-in-challenges.port.ts';
import type { Session } from './sessions.port.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Ten wrong codes in a row lock the address for a while, the next ten for twice as long, up to a day. */
const backOff: BackOff = {
  failures: 10,
  firstMs: 15 * minutes,
  longestMs: 24 * hours,
  forgottenAfterMs: 24 * hours,
};

export const codePolicy = { lifetimeMs: 5 * minutes, maxTries: 5, backOff } as const;

/** How many codes may be asked for, and how often one may be tried. A network is where requests come from. */
export type AskPolicy = {
  /** Between two codes to one address. */
  intervalMs: number;
  perHour: number;
  perDay: number;
  perNetworkPerHour: number;
  triesPerNetworkPerHour: number;
  /** The budget for text messages, which cost money wherever somebody has them sent to. */
  smsPerHour: number;
  smsPerCountryPerHour: number;
};

export const addressRules = ({ intervalMs, perHour, perDay }: AskPolicy): readonly AskRule[] => [
  ...(intervalMs > 0 ? [{ count: 1, windowMs: intervalMs }] : []),
  { count: perHour, windowMs: hours },
  { count: perDay, windowMs: 24 * hours },
];

export const hourly = (count: number): readonly AskRule[] => [{ count, windowMs: hours }];

export const sessionPolicy = {
  idleMs: 30 * minutes,
  absoluteMs: 12 * hours,
  /** The last use is written at most this often. */
  touchEveryMs: minutes,
  cacheMs: minutes,
  /** How long a sign-in, or proving once more who one is, counts as fresh. */
  freshMs: 10 * minutes,
  /** How long a session that is over is kept: the durable copy is asked about it no more, by no clock. */
  keptMs: 24 * hours,
} as const;

const days = 24 * hours;

/** How long a browser that somebody signed in with is remembered: as long as browsers keep a cookie. */
export const devicePolicy = { rememberedMs: 400 * days } as const;

export const passkeyPolicy = {
  challengeLifetimeMs: 5 * minutes,
  mostOfAPerson: 20,
  /** How often a person may ask to make one: more than anybody needs, with those that are given up on the way. */
  asksPerHour: 30,
  /** How often a network may ask to sign in with one. Each answer is kept until it ends, in a store that can be full. */
  signInAsksPerNetworkPerMinute: 60,
} as const;

/** When it ends if nothing more happens: the idle end, and never after the absolute one. */
export function idleEndOf(session: Session): Date {
  return new Date(Math.min(session.lastUsedAt.getTime() + sessionPolicy.idleMs, session.expiresAt.getTime()));
}

/** Until when a proof of who is there counts as fresh. */
export function freshEndOf(confirmedAt: Date): Date {
  return new Date(confirmedAt.getTime() + sessionPolicy.freshMs);
}

export function isOver(session: Session, now: Date): boolean {
  return now >= idleEndOf(session);
}
