import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

export type DeliveredMail = { recipients: readonly string[]; mail: ParsedMail };

export type MailServer = {
  /** `smtp://127.0.0.1:PORT`, without TLS and without a password. */
  url: string;
  /** What it took, oldest first. */
  delivered: readonly DeliveredMail[];
  close: () => Promise<void>;
};

/** A real SMTP server that keeps what it is given; `refuses`: it knows no recipient, and says so by their address. */
export async function startMailServer({ refuses = false }: { refuses?: boolean } = {}): Promise<MailServer> {
  const delivered: DeliveredMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(refuses ? new Error(`No such user here: ${address}`) : null),
    onData: callbackify(async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
      const mail = await simpleParser(stream);
      delivered.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), mail });
    }),
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    delivered,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}
