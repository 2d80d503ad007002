import * as z from 'zod/mini';
import { Channel, channels } from './identity.ts';
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

/**
 * What a patient is told of by a message, without having asked: documents that became ready, were blocked, or need
 * something of them; a sign-in from a device that was not used before; documents that leave the trash in some days.
 */
export const noticeKinds = [
  'document_ready',
  'document_blocked',
  'document_needs_you',
  'trash_ending',
  'new_device',
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

const NoticeChoice = z
  .strictObject({
    kind: NoticeKind,
    channel: Channel,
    /** As the patient chose; where they never did, as the portal does by itself. */
    isOn: z.boolean(),
    /** It cannot be turned off: somebody has to be told that there was a sign-in. */
    isFixed: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'NoticeChoice' });
export type NoticeChoice = z.infer<typeof NoticeChoice>;

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
    /** One for each kind and each channel. */
    notices: z.array(NoticeChoice),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Account' });
export type Account = z.infer<typeof Account>;

export const AccountAnswer = z.strictObject({ account: Account });

export const ChangeAccountBody = z
  .strictObject({
    name: z.optional(z.nullable(visibleText(200))),
    language: z.optional(z.nullable(Language)),
    /** Those that are not named stay as they are. */
    notices: z.optional(
      z
        .array(z.strictObject({ kind: NoticeKind, channel: Channel, isOn: z.boolean() }))
        .check(z.minLength(1), z.maxLength(noticeKinds.length * channels.length)),
    ),
  })
  .check(z.refine((body) => Object.keys(body).length > 0, { error: 'Say what to change.' }));

export const AddContactBody = z.strictObject({
  channel: Channel,
  address: writtenText(limits.addressLength).check(z.minLength(3)),
  challengeId: z.optional(z.uuid()),
});

export const ContactParams = z.strictObject({ contactId: z.uuid() });
