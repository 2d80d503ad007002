import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { writtenText } from './text.ts';

export const channels = ['email', 'sms'] as const;
export const Channel = z.enum(channels);
export type Channel = z.infer<typeof Channel>;

export const AskForCodeBody = z.strictObject({
  channel: Channel,
  /** As typed; it is normalised once, by the server. */
  address: writtenText(limits.addressLength).check(z.minLength(3)),
  /** An open challenge of this browser: one more code for it, its tries shared. */
  challengeId: z.optional(z.uuid()),
});

export const CodeSent = z
  .strictObject({
    challengeId: z.uuid(),
    /** Masked: `d…@example.org`, `… 4417`. */
    sentTo: z.string(),
    sentAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    resendAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'CodeSent' });
export type CodeSent = z.infer<typeof CodeSent>;

export const SignInBody = z.strictObject({
  challengeId: z.uuid(),
  code: z.string().check(z.regex(/^\d{6}$/, { error: 'The code has six digits.' })),
});

const User = z.strictObject({
  id: z.uuid(),
  /** What the patient likes to be called; `null` where they never said. */
  name: z.nullable(z.string()),
  /** The address they signed in with, for the account button. */
  contact: z.string(),
});

export const SessionAnswer = z
  .strictObject({
    user: User,
    /** When it ends if nothing happens, and when it ends at the latest. */
    idleExpiresAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** Until when this sign-in counts as fresh, for what asks for one; in the past where it no longer does. */
    freshUntil: z.iso.datetime(),
    /** Whether a passkey stands in the account; a patient without one is offered one. */
    hasPasskey: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Session' });
export type SessionAnswer = z.infer<typeof SessionAnswer>;
