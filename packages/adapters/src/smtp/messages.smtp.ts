import type { MessagesPort } from '@portal/core/messages/messages.port';
import type { Secret } from '@portal/core/secret';
import { createTransport } from 'nodemailer';

export type SmtpMessages = MessagesPort & { close: () => void };

const timeouts = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };
const mostConnections = 3;

/** `smtps://user:password@host:465`, or `smtp://…:587`, which `requireTls` upgrades or refuses. One try a message. */
export function createSmtpMessages(options: { url: Secret; from: string; requireTls: boolean }): SmtpMessages {
  const transport = createTransport({
    url: options.url.reveal(),
    pool: true,
    maxConnections: mostConnections,
    requireTLS: options.requireTls,
    // What a message holds is never taken for a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  });
  return {
    send: async ({ to, subject, text, html, messageId }) => {
      await transport.sendMail({
        from: options.from,
        // An object is one recipient, whatever it looks like; a string would be read as a list.
        to: { name: '', address: to },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        ...(messageId === undefined ? {} : { messageId }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
