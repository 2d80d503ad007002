import { describe, expect, it } from 'vitest';
import { messageLanguages } from '../messages/message-languages.ts';
import { noticeKinds } from './notice.ts';
import { noticeMessage, type NoticeMessageInput } from './notice-message.ts';

const input: NoticeMessageInput = {
  messageId: '<batch.contact@portal.example.org>',
  to: { id: 'contact', channel: 'email', address: 'dana@example.org' },
  kinds: noticeKinds.filter((kind) => kind !== 'new_device'),
  counts: { document_ready: 10, document_blocked: 1, document_needs_you: 2, trash_ending: 3 },
  signIn: undefined,
  language: 'en',
  publicUrl: 'https://portal.example.org',
  nameDevice: () => ({ browser: 'Safari', system: 'iPhone' }),
};
const byText = { ...input, to: { id: 'contact', channel: 'sms', address: '+447911123456' } } as const;
const signIn = { at: new Date('2026-05-03T08:09:10Z'), userAgent: 'a browser' };
const ofSignIn = { ...input, kinds: ['new_device'], counts: { new_device: 1 }, signIn } as const;

describe('a message with news of documents', () => {
  it('counts what there is of each kind, and leads to the portal', () => {
    expect(noticeMessage(input).text.split('\n\n')).toEqual([
      '10 documents are checked and ready for you.',
      'A document was not safe. Nobody can open it; you can delete it.',
      '2 documents could not be taken as they are. The portal says why, and what you can do.',
      '3 documents leave the trash for good in about 3 days. Until then you can take them back.',
      'Sign in to see more: https://portal.example.org',
      'Which messages you get is up to you: you choose under “My account”.',
    ]);
    expect(noticeMessage(byText)).toMatchObject({
      html: undefined,
      text: expect.stringMatching(/^10 documents.*org$/s),
    });
  });

  it('tells what this address is told of alone', () => {
    const { text } = noticeMessage({ ...input, kinds: ['document_blocked'] });
    expect(text).not.toContain('10 documents');
    expect(text).toContain('was not safe');
  });

  it('counts in Arabic as Arabic counts', () => {
    const sentence = (count: number) =>
      noticeMessage({ ...byText, language: 'ar', kinds: ['document_ready'], counts: { document_ready: count } }).text;
    expect(new Set([1, 2, 3, 11, 100].map((count) => sentence(count).replaceAll(/\d+/g, ''))).size).toBe(5);
  });

  it.each(messageLanguages)(
    'has the same id whenever it is written, and no secrets on a locked screen: %s',
    (language) => {
      const message = noticeMessage({ ...input, language });
      expect(message.messageId).toBe(input.messageId);
      expect(message.subject).not.toMatch(/\d/);
      expect(message.html).toContain(`lang="${language}"`);
      expect(message.html).not.toContain('href');
    },
  );
});

describe('a message about a sign-in', () => {
  it('says when, with what, and what to do about it', () => {
    const { subject, text } = noticeMessage(ofSignIn);
    expect(subject).toBe('A sign-in from a device that is new to us');
    expect(text).toContain('on 2026-05-03 at 08:09 UTC');
    expect(text).toContain('It said that it is Safari on iPhone.');
    expect(text).toContain('If not, sign in at https://portal.example.org');
  });

  it('names no device that is not known, and none of several', () => {
    expect(noticeMessage({ ...ofSignIn, nameDevice: () => undefined }).text).not.toContain('It said');
    expect(noticeMessage({ ...ofSignIn, counts: { new_device: 2 } }).text).not.toContain('It said');
  });

  it.each(messageLanguages)('fits into two text messages at the most: %s', (language) => {
    const { text } = noticeMessage({ ...ofSignIn, to: byText.to, language });
    // Of 67 characters each, where a letter is none of the basic alphabet.
    expect(text.length).toBeLessThanOrEqual(2 * 67);
  });
});
