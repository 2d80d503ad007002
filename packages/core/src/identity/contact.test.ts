import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../problem.ts';
import { maskContact, normaliseContact } from './contact.ts';
import type { Contact } from './people.port.ts';

const normalise = (channel: Contact['channel'], address: string) =>
  normaliseContact({ channel, address }, { defaultCountry: undefined }).address;

const refusal = (channel: Contact['channel'], address: string): string | undefined => {
  try {
    return `taken as ${normalise(channel, address)}`;
  } catch (error) {
    return isProblem(error) ? error.code : String(error);
  }
};

describe('an e-mail address', () => {
  it.each([
    'Dana@Example.org',
    '  dana@example.org ',
    'ｄａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ',
    'DANA＠example.org',
    '\u00a0dana@example.org',
  ])('row 9: is one address however it is spelt: %s', (typed) =>
    expect(normalise('email', typed)).toBe('dana@example.org'),
  );

  it.each([
    'dana',
    'dana@',
    '@example.org',
    'dana@example..org',
    'dana@-example.org',
    'a@b@example.org',
    'dana@example.org, eve@example.org',
    'dana@example.org;eve@example.org',
    'dana@example.org eve@example.org',
    'Dana <dana@example.org>',
    'dana@example.org\r\nBcc: eve@example.org',
    'dana@example.org\n',
    'dana\u200b@example.org',
    '\u202edana@example.org',
    'da\u034fna@example.org',
    'dana\ufe0f@example.org',
    'dana\u3164@example.org',
    'dana@exam\u115fple.org',
    '"dana"@example.org',
    `${'a'.repeat(65)}@example.org`,
    `dana@${'a.'.repeat(130)}org`,
  ])('row 9: is refused where it is not exactly one: %j', (typed) =>
    expect(refusal('email', typed)).toBe('invalid_request'),
  );

  it('keeps what people really have', () => {
    for (const address of ["o'neil+portal@sub.example.co.uk", 'josé@exämple.org', 'a_b.c-d@localhost']) {
      expect(normalise('email', address)).toBe(address);
    }
  });
});

describe('a phone number', () => {
  it.each(['+44 7911 123456', '+447911123456', '  +44 (0) 7911-123-456', '＋４４ ７９１１ １２３４５６'])(
    'row 9: is one number however it is spelt: %s',
    (typed) => expect(normalise('sms', typed)).toBe('+447911123456'),
  );

  it.each([
    '07911 123456',
    '+44',
    'call me',
    '+44 7911 123456, +44 7911 123457',
    '+44 7911 123456 ext. 5',
    '+999 123 456',
  ])('row 9: is refused where it is not exactly one: %s', (typed) =>
    expect(refusal('sms', typed)).toBe('invalid_request'),
  );

  it('may lack its country code where the portal has a country', () => {
    const contact = normaliseContact({ channel: 'sms', address: '07911 123456' }, { defaultCountry: 'GB' });
    expect(contact.address).toBe('+447911123456');
  });
});

describe('normalising', () => {
  it('row 9: changes nothing the second time, and no address can hold a line break or a second recipient', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Contact['channel']>('email', 'sms'),
        fc.string({ unit: 'binary' }),
        (channel, typed) => {
          const outcome = refusal(channel, typed);
          if (outcome === 'invalid_request') return;
          const address = normalise(channel, typed);
          expect(normalise(channel, address)).toBe(address);
          expect(address).not.toMatch(/[\s,;<>\p{Cc}]/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('row 9: gives one spelling to letters that have several, also where only the small ones do', () => {
    expect(normalise('email', 'J\u030can@example.org')).toBe('\u01f0an@example.org');
    const marks = Array.from({ length: 0x46 }, (_, i) => String.fromCodePoint(0x300 + i));
    const typed = [...'AHJTWYΑΙΥ'].flatMap((letter) => marks.map((mark) => `${letter}${mark}@example.org`));
    const misfits = typed.filter((address) => {
      const once = normalise('email', address);
      return normalise('email', once) !== once;
    });
    expect(misfits).toEqual([]);
  });

  it('changes nothing the second time for addresses that look right', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (typed) => {
        fc.pre(refusal('email', typed) !== 'invalid_request');
        expect(normalise('email', normalise('email', typed))).toBe(normalise('email', typed));
      }),
    );
  });
});

describe('a masked address', () => {
  it('shows the first letter and the host, or the last four digits', () => {
    expect(maskContact({ channel: 'email', address: 'dana@example.org' })).toBe('d…@example.org');
    expect(maskContact({ channel: 'sms', address: '+447911124417' })).toBe('… 4417');
  });
});
