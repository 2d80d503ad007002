import { describe, expect, it } from 'vitest';
import { passkeyNameOf } from './passkey-name.ts';

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

describe('a passkey without a name', () => {
  it.each([
    ['en', 'Chrome on Linux', 'Passkey'],
    ['es', 'Chrome en Linux', 'Llave de acceso'],
    ['ar', 'Chrome على Linux', 'مفتاح مرور'],
  ] as const)('is named after its device in words of its page: %s', (language, known, unknown) => {
    expect(passkeyNameOf(chrome, language)).toBe(known);
    expect(passkeyNameOf('', language)).toBe(unknown);
  });

  it('is named after as much as is known', () => {
    expect(passkeyNameOf('(Windows NT 10.0; Win64; x64)', 'en')).toBe('Windows');
  });
});
