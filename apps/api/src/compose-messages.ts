import { createMailbox } from '@portal/adapters/memory/mailbox.memory';
import { createSmtpMessages } from '@portal/adapters/smtp/messages.smtp';
import { createMessagesByChannel } from '@portal/core/messages/messages-by-channel';
import type { MailboxPort, MessagesPort } from '@portal/core/messages/messages.port';
import type { Config } from './config.ts';

export type Messages = {
  messages: MessagesPort;
  /** Undefined where nothing goes there. */
  mailbox: MailboxPort | undefined;
  close: () => void;
};

type Way = { messages: MessagesPort; close: () => void };

/** How messages leave the portal, as its configuration says. */
export async function composeMessages(
  config: Pick<Config, 'mode' | 'mail' | 'sms'>,
  { now }: { now: () => Date },
): Promise<Messages> {
  const mailbox = createMailbox({ now });
  const intoMailbox: Way = { messages: mailbox, close: () => undefined };
  const email = await chooseMail(config, intoMailbox);
  const sms = await chooseSms(config, intoMailbox);
  const isMailboxUsed = config.mail.way === 'mailbox' || config.sms.way === 'mailbox';
  return {
    messages: createMessagesByChannel({ email: email.messages, sms: sms?.messages }),
    mailbox: isMailboxUsed ? mailbox : undefined,
    close: () => {
      email.close();
      sms?.close();
    },
  };
}

async function chooseMail({ mode, mail }: Pick<Config, 'mode' | 'mail'>, mailbox: Way): Promise<Way> {
  if (mail.way === 'mailbox') return mailbox;
  if (mail.way === 'smtp') {
    const smtp = createSmtpMessages({ ...mail, requireTls: mode === 'production' });
    return { messages: smtp, close: smtp.close };
  }
  // The SDK is large: it is loaded by those who use it.
  const { createSesMessages } = await import('@portal/adapters/aws/messages.ses');
  const ses = createSesMessages(mail);
  return { messages: ses, close: ses.close };
}

async function chooseSms({ sms }: Pick<Config, 'sms'>, mailbox: Way): Promise<Way | undefined> {
  if (sms.way === 'none') return undefined;
  if (sms.way === 'mailbox') return mailbox;
  const { createSnsMessages } = await import('@portal/adapters/aws/messages.sns');
  const sns = createSnsMessages(sms);
  return { messages: sns, close: sns.close };
}
