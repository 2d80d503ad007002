import { describe, expect, it } from 'vitest';
import { readAddress } from './address.ts';

describe('one field for an address or a number', () => {
  it('takes an e-mail address as it is', () => {
    expect(readAddress(' ruth@abernathy.example ')).toEqual({
      kind: 'address',
      channel: 'email',
      address: 'ruth@abernathy.example',
    });
    expect(readAddress('r.o+docs@mail.co.uk')).toMatchObject({ kind: 'address', channel: 'email' });
    expect(readAddress('josé@correo.españa')).toMatchObject({ kind: 'address', channel: 'email' });
  });

  it('takes a number with whatever people write between its digits', () => {
    const number = { kind: 'address', channel: 'sms', address: '+447700900417' };
    expect(readAddress('+44 7700 900-417')).toEqual(number);
    expect(readAddress('+44 (7700) 900.417')).toEqual(number);
    expect(readAddress('0044 7700 900417')).toEqual(number);
  });

  it('says what is missing', () => {
    expect(readAddress('')).toEqual({ kind: 'empty' });
    expect(readAddress('ruth@abernathy')).toEqual({ kind: 'unfinished', end: 'abernathy' });
    expect(readAddress('ruth@')).toEqual({ kind: 'unfinished', end: '@' });
  });

  it('does not guess a country', () => {
    expect(readAddress('07700 900417')).toEqual({ kind: 'unknown' });
    expect(readAddress('ruth')).toEqual({ kind: 'unknown' });
    expect(readAddress('a b@c@d')).toEqual({ kind: 'unknown' });
  });
});
