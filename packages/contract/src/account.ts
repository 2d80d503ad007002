import * as z from 'zod/mini';
import { Channel } from './identity.ts';
import { limits } from './limits.ts';
import { visibleText, writtenText } from './text.ts';

export const languages = ['en', 'es', 'ar'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

const AccountContact = z
  .strictObject({
    id: z.uuid(),
    channel: Channel,
    address: z.string(),
    verifiedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'AccountContact' });
export type AccountContact = z.infer<typeof AccountContact>;

/** What the portal knows of the patient beside their documents. */
export const Account = z
  .strictObject({
    id: z.uuid(),
    name: z.nullable(z.string()),
    /**
     * Of messages; `null` where the patient never chose, and each goes in the language of the page that asked. Codes to
     * sign in always do: nobody is looked up for them.
     */
    language: z.nullable(Language),
    contacts: z.array(AccountContact),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Account' });
export type Account = z.infer<typeof Account>;

export const AccountAnswer = z.strictObject({ account: Account });

export const ChangeAccountBody = z
  .strictObject({
    name: z.optional(z.nullable(visibleText(200))),
    language: z.optional(z.nullable(Language)),
  })
  .check(z.refine((body) => Object.keys(body).length > 0, { error: 'Say what to change.' }));

export const AddContactBody = z.strictObject({
  channel: Channel,
  address: writtenText(limits.addressLength).check(z.minLength(3)),
  challengeId: z.optional(z.uuid()),
});

export const ContactParams = z.strictObject({ contactId: z.uuid() });
