import * as z from 'zod/mini';
import { SignInBody } from './identity.ts';
import { PasskeyResponse } from './passkeys.ts';

/** What a browser says of itself, in words a person knows: `Safari` on `iPhone`. Null where it cannot be told. */
export const Device = z
  .strictObject({ browser: z.nullable(z.string()), system: z.nullable(z.string()) })
  .register(z.globalRegistry, { id: 'Device' });
export type Device = z.infer<typeof Device>;

/** One of my signed-in devices. */
const OpenSession = z
  .strictObject({
    id: z.uuid(),
    device: Device,
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    /** The one that asks. */
    isThis: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'OpenSession' });
export type OpenSession = z.infer<typeof OpenSession>;

export const OpenSessions = z.strictObject({ items: z.array(OpenSession) });
export const SessionParams = z.strictObject({ sessionId: z.uuid() });
export const EndedSessions = z.strictObject({ ended: z.int() });

/** Proof of being here now: a code sent to an address of mine, or a passkey. */
export const ConfirmSessionBody = z.discriminatedUnion('method', [
  z.extend(SignInBody, { method: z.literal('code') }),
  z.strictObject({ method: z.literal('passkey'), response: PasskeyResponse }),
]);
