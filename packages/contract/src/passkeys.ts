import * as z from 'zod/mini';
import { visibleText } from './text.ts';

/**
 * What the browser's WebAuthn API takes and gives, as JSON (Web Authentication Level 3, `toJSON`). Its inside is read
 * and verified by the library that knows it, so it is passed on as it is.
 */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
const base64Url = (maxLength: number) => z.string().check(z.maxLength(maxLength), z.regex(/^[A-Za-z0-9_-]+$/));

export const PasskeyResponse = z.looseObject({
  id: base64Url(2000),
  rawId: base64Url(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: base64Url(8000) }),
});

const PasskeyName = visibleText(100);

const Passkey = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.nullable(z.iso.datetime()),
  })
  .register(z.globalRegistry, { id: 'Passkey' });
export type Passkey = z.infer<typeof Passkey>;

export const Passkeys = z.strictObject({ items: z.array(Passkey) });
export const PasskeyAnswer = z.strictObject({ passkey: Passkey });
export const PasskeyParams = z.strictObject({ passkeyId: z.uuid() });
export const PasskeyOptionsAnswer = z.strictObject({ options: PasskeyOptions });
/** Without a name it is named after the device. */
export const AddPasskeyBody = z.strictObject({ name: z.optional(PasskeyName), response: PasskeyResponse });
export const RenamePasskeyBody = z.strictObject({ name: PasskeyName });
export const PasskeySignInBody = z.strictObject({ response: PasskeyResponse });
