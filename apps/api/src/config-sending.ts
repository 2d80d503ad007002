import { secret } from '@portal/core/secret';
import type { Secret } from '@portal/core/secret';
import * as z from 'zod';
import { urlOf } from './config-values.ts';

export type MailConfig =
  | { way: 'mailbox' }
  | { way: 'smtp'; url: Secret; from: string }
  | { way: 'ses'; region: string; endpoint: string | undefined; from: string };

export type SmsConfig =
  | { way: 'none' }
  | { way: 'mailbox' }
  | { way: 'sns'; region: string; endpoint: string | undefined; senderId: string | undefined };

/** The ways in which a code can reach somebody. E-mail always does. */
export function channelsOf({ sms }: { sms: SmsConfig }): readonly ('email' | 'sms')[] {
  return sms.way === 'none' ? ['email'] : ['email', 'sms'];
}

const oneSender = /^(?:[^\p{Cc}<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

export const sendingVariables = {
  MAIL: z.enum(['mailbox', 'smtp', 'ses'], 'is none of mailbox, smtp and ses').default('mailbox'),
  SMS: z.enum(['none', 'mailbox', 'sns'], 'is none of none, mailbox and sns').optional(),
  MAIL_FROM: z.string().regex(oneSender, 'is not one e-mail address, with or without a name').optional(),
  SMTP_URL: urlOf(['smtp:', 'smtps:']).transform(secret).optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'is not the name of a region')
    .optional(),
  SES_ENDPOINT_URL: urlOf(['http:', 'https:']).optional(),
  SNS_ENDPOINT_URL: urlOf(['http:', 'https:']).optional(),
  SMS_SENDER_ID: z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'is not 1 to 11 letters and digits with a letter among them')
    .optional(),
};

const schema = z.object(sendingVariables);
type Values = z.output<typeof schema>;
type Mode = 'local' | 'production';

type Reading<Chosen> = { chosen: Chosen | undefined; faults: string[] };

/** Which way e-mail goes; a fault for each variable that this way lacks. */
export function readMail(values: Values, mode: Mode): Reading<MailConfig> {
  const { MAIL: way, MAIL_FROM: from, SMTP_URL: url, AWS_REGION: region, SES_ENDPOINT_URL: endpoint } = values;
  if (way === 'mailbox') {
    const fault = 'MAIL is mailbox, which everybody can read: production needs smtp or ses.';
    return mode === 'local' ? { chosen: { way }, faults: [] } : { chosen: undefined, faults: [fault] };
  }
  const faults = missing(
    `MAIL=${way}`,
    way === 'smtp' ? { MAIL_FROM: from, SMTP_URL: url } : { MAIL_FROM: from, AWS_REGION: region },
  );
  if (way === 'smtp' && from !== undefined && url !== undefined) return { chosen: { way, url, from }, faults };
  if (way === 'ses' && from !== undefined && region !== undefined) {
    return { chosen: { way, region, endpoint, from }, faults };
  }
  return { chosen: undefined, faults };
}

/** Which way text messages go: into the mailbox on one machine, nowhere in production, unless said otherwise. */
export function readSms(values: Values, mode: Mode): Reading<SmsConfig> {
  const { AWS_REGION: region, SNS_ENDPOINT_URL: endpoint, SMS_SENDER_ID: senderId } = values;
  const way = values.SMS ?? (mode === 'local' ? 'mailbox' : 'none');
  if (way === 'none') return { chosen: { way }, faults: [] };
  if (way === 'mailbox') {
    const fault = 'SMS is mailbox, which everybody can read: production needs sns or none.';
    return mode === 'local' ? { chosen: { way }, faults: [] } : { chosen: undefined, faults: [fault] };
  }
  if (region === undefined) return { chosen: undefined, faults: missing('SMS=sns', { AWS_REGION: region }) };
  return { chosen: { way, region, endpoint, senderId }, faults: [] };
}

function missing(what: string, needed: Record<string, unknown>): string[] {
  return Object.entries(needed).flatMap(([name, value]) =>
    value === undefined ? [`${name} is missing, which ${what} needs.`] : [],
  );
}
