import { describe, expect, it } from 'vitest';
import { messageLanguages } from '../messages/message-languages.ts';
import { signInMessage } from './sign-in-message.ts';

const input = {
  code: '012345',
  sentAt: new Date('2026-05-03T08:09:10Z'),
  lifetimeMs: 300_000,
  host: 'portal.example.org',
} as const;

describe.each(messageLanguages)('the message with a code, in %s', (language) => {
  it.each([
    { channel: 'email', address: 'dana@example.org' },
    { channel: 'sms', address: '+447911123456' },
  ] as const)('by $channel says the code, when it was asked for and how long it is good', (contact) => {
    const { subject, text, html, to } = signInMessage({ ...input, contact, language });
    expect(to).toBe(contact.address);
    expect(subject).not.toMatch(/\d/);
    expect(text).toContain('012345');
    expect(text).toContain('2026-05-03');
    expect(text).toContain('08:09');
    expect(text).toMatch(/\b5\b/);
    expect(text).not.toMatch(/https?:/);
    expect(text.endsWith('@portal.example.org #012345')).toBe(true);
    if (contact.channel === 'sms') return expect(html).toBeUndefined();
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(html).toContain('>012345</p>');
    expect(html).not.toMatch(/https?:|src=|href=/);
    for (const line of text.split('\n')) expect(html).toContain(line);
    return undefined;
  });
});
