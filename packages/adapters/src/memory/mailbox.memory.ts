import type { MailboxMessage, MailboxPort } from '@portal/core/messages/messages.port';

const mostMessages = 500;
const mostPerAddress = 50;

/** Keeps the newest messages; nobody's many messages push out the others' soon. Readable by whoever can ask for it. */
export function createMailbox({ now }: { now: () => Date }): MailboxPort {
  let messages: MailboxMessage[] = [];

  return {
    send: async (message) => {
      const kept = [{ ...message, sentAt: now() }, ...messages];
      const counts = new Map<string, number>();
      messages = kept
        .filter(({ to }) => {
          const count = (counts.get(to) ?? 0) + 1;
          counts.set(to, count);
          return count <= mostPerAddress;
        })
        .slice(0, mostMessages);
    },
    read: (to) => (to === undefined ? messages : messages.filter((message) => message.to === to)),
  };
}
