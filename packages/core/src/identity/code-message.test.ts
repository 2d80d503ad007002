import { describe, expect, it } from 'vitest';
import { messageLanguages } from '../messages/message-languages.ts';
import { codeMessage } from './code-message.ts';

const input = {
  code: '012345',
  sentAt: new Date('2026-05-03T08:09:10Z'),
  lifetimeMs: 300_000,
  host: 'portal.example.org',
} as const;

describe.each(messageLanguages)('the message with a code, in %s', (language) => {
  const contacts = [
    { channel: 'email', address: 'dana@example.org' },
    { channel: 'sms', address: '+447911123456' },
  ] as const;
  const cases = contacts.flatMap((contact) =>
    (['sign_in', 'add_address'] as const).map((purpose) => [contact.channel, purpose, contact] as const),
  );

  it.each(cases)(
    'by %s, to %s, says the code, when it was asked for and how long it is good',
    (_by, purpose, contact) => {
      const { subject, text, html, to } = codeMessage({ ...input, purpose, contact, language });
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
    },
  );

  it('says what the code does', () => {
    const [toSignIn, toAdd] = (['sign_in', 'add_address'] as const).map((purpose) =>
      contacts.map((contact) => codeMessage({ ...input, purpose, contact, language })),
    );
    for (const i of [0, 1]) {
      expect(toAdd?.[i]?.subject).not.toBe(toSignIn?.[i]?.subject);
      expect(toAdd?.[i]?.text).toMatch({ en: /to add this/, es: /para añadir est[ae]/, ar: /رمز إضافة/ }[language]);
      expect(toSignIn?.[i]?.text).not.toMatch({ en: /\badd/, es: /añadir/, ar: /إضافة/ }[language]);
    }
  });
});
