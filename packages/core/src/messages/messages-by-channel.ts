import type { MessagesPort } from './messages.port.ts';

/** Each message by the way it is for. Rejects where there is none. */
export function createMessagesByChannel(ways: { email: MessagesPort; sms: MessagesPort | undefined }): MessagesPort {
  return {
    send: async (message) => {
      const way = ways[message.channel];
      if (way === undefined) throw new Error('This portal sends no text messages.');
      await way.send(message);
    },
  };
}
