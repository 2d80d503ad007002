import type { Message, MessagesPort } from '@portal/core/messages/messages.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `MessagesPort` must hold. `received` reads the other end. */
export function messagesSuite(
  name: string,
  setUp: () => { messages: MessagesPort; received: (to: string) => Promise<readonly Message[]> },
): void {
  describe(`messages through ${name}`, () => {
    it('arrive as they were written, in every script and with every sign', async () => {
      const { messages, received } = setUp();
      const message: Message = {
        channel: 'email',
        to: "o'neil+portal@example.org",
        subject: 'رمز الدخول · Su código',
        text: 'Line one\n\n<b>not bold</b> & "quoted" 😀\n.\nlast line',
        html: '<p lang="ar">رمز الدخول &#38; 😀</p>',
      };
      await messages.send(message);
      expect(await received(message.to)).toEqual([message]);
    });
  });
}
