import { setTimeout } from 'node:timers/promises';
import { createMailbox } from '@portal/adapters/memory/mailbox.memory';
import { createSmtpMessages } from '@portal/adapters/smtp/messages.smtp';
import { createMessageDelivery } from '@portal/core/messages/deliver-message';
import type { MessageDelivery } from '@portal/core/messages/deliver-message';
import { createMessagesByChannel } from '@portal/core/messages/messages-by-channel';
import type { MailboxPort, MessagesPort } from '@portal/core/messages/messages.port';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { IdentityMetrics } from './metrics/identity-metrics.ts';

export type Messages = {
  delivery: MessageDelivery;
  /** Undefined where nothing goes there. */
  mailbox: MailboxPort | undefined;
  /** Waits a moment for what is still under way. */
  close: () => Promise<void>;
};

const lastMessagesMs = 2_000;

type MessagesSurroundings = { logger: Logger; metrics: IdentityMetrics; now: () => Date; mailbox: MailboxPort };

type Way = { messages: MessagesPort; close: () => void };

/** Where the messages of one machine land: of the API and the worker together, where they are one process. */
export function composeMailbox({ now }: { now: () => Date }): MailboxPort {
  return createMailbox({ now });
}

/** How messages leave the portal, as its configuration says. */
export async function composeMessageWays(
  config: Pick<Config, 'mode' | 'mail' | 'sms'>,
  mailbox: MailboxPort,
): Promise<Way> {
  const intoMailbox: Way = { messages: mailbox, close: () => undefined };
  const email = await chooseMail(config, intoMailbox);
  const sms = await chooseSms(config, intoMailbox);
  return {
    messages: createMessagesByChannel({ email: email.messages, sms: sms?.messages }),
    close: () => {
      email.close();
      sms?.close();
    },
  };
}

/** What the API sends: after its answer, and shown in the mailbox where there is one. */
export async function composeMessages(
  config: Pick<Config, 'mode' | 'mail' | 'sms'>,
  { logger, metrics, now, mailbox }: MessagesSurroundings,
): Promise<Messages> {
  const ways = await composeMessageWays(config, mailbox);
  const isMailboxUsed = config.mail.way === 'mailbox' || config.sms.way === 'mailbox';
  const delivery = createMessageDelivery({
    messages: metrics.watchMessages(ways.messages),
    now,
    // Without a hold on the process: a message that cannot be sent does not keep a stopping portal alive.
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    // A provider's error may repeat the address, so only its name is logged.
    onFailure: ({ error, ...failure }) => {
      if (!failure.willRetry) metrics.messageGivenUp(failure.channel);
      logger.error({ ...failure, error: error instanceof Error ? error.name : typeof error }, 'a message was not sent');
    },
  });
  return {
    delivery,
    mailbox: isMailboxUsed ? mailbox : undefined,
    close: async () => {
      await Promise.race([delivery.settled(), setTimeout(lastMessagesMs, undefined, { ref: false })]);
      ways.close();
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
