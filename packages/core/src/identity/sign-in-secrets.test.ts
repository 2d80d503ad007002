import { describe, expect, it } from 'vitest';
import { secret } from '../secret.ts';
import { createSignInSecrets, newCode } from './sign-in-secrets.ts';

const secrets = createSignInSecrets({ pepper: secret('a pepper for this test') });
const ticket = {
  challengeId: '01980000-0000-7000-8000-000000000001',
  browserSecret: 'b',
  purpose: 'sign_in',
  contact: { channel: 'email', address: 'dana@example.org' },
} as const;

describe('a code', () => {
  it('row 2: has six digits, leading zeros kept, every digit about as often as the others', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 100_000; i++) {
      const code = newCode();
      expect(/^\d{6}$/.test(code)).toBe(true);
      for (const digit of code) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    // 600,000 digits: the standard deviation of each count is 232; seven of them are never met by chance.
    for (const count of counts.values()) expect(Math.abs(count - 60_000)).toBeLessThan(1_650);
  });

  it('hashes differently under every challenge and every pepper', () => {
    const other = createSignInSecrets({ pepper: secret('another pepper') });
    expect(secrets.hashCode('a', '123456')).toBe(secrets.hashCode('a', '123456'));
    expect(secrets.hashCode('a', '123456')).not.toBe(secrets.hashCode('b', '123456'));
    expect(secrets.hashCode('a', '123456')).not.toBe(other.hashCode('a', '123456'));
  });
});

describe("the browser's ticket", () => {
  it('comes back as it was sealed, and shows no address while it is sealed', () => {
    const sealed = secrets.sealTicket(ticket);
    expect(secrets.openTicket(sealed)).toEqual(ticket);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('dana');
  });

  it('opens only whole and under the same pepper', () => {
    const sealed = secrets.sealTicket(ticket);
    const other = createSignInSecrets({ pepper: secret('another pepper') });
    expect(other.openTicket(sealed)).toBeUndefined();
    const flipped = Buffer.from(sealed, 'base64url');
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    for (const forged of ['', 'x', sealed.slice(0, -4), `AAAA${sealed}`, flipped.toString('base64url')]) {
      expect(secrets.openTicket(forged)).toBeUndefined();
    }
  });
});
