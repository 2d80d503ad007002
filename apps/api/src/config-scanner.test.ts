import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readScanner, scannerVariables } from './config-scanner.ts';

const read = (environment: Record<string, string>, mode: 'local' | 'production' = 'local') =>
  readScanner(z.object(scannerVariables).parse(environment), mode);
const faultOf = (environment: Record<string, string>) =>
  z.object(scannerVariables).safeParse(environment).error?.issues[0]?.message;

describe('the scanner', () => {
  it('is clamd where it answers, on one machine', () => {
    expect(read({}).chosen).toMatchObject({ way: 'auto', address: { path: '/run/clamav/clamd.ctl' } });
  });

  it('has to be there in production', () => {
    expect(read({}, 'production').faults).toEqual(['CLAMD_URL is missing, which SCANNER=clamd needs.']);
    expect(read({ SCANNER: 'none', CLAMD_URL: 'tcp://clamd:3310' }, 'production').faults).toEqual([
      'SCANNER is none, which is for one machine only.',
    ]);
    expect(read({ CLAMD_URL: 'tcp://clamd:3310' }, 'production')).toMatchObject({
      chosen: { way: 'clamd', address: { host: 'clamd', port: 3310 } },
      faults: [],
    });
  });

  it.each([
    ['tcp://[::1]:3310', { host: '::1', port: 3310 }],
    ['unix:///var/run/clamd.ctl', { path: '/var/run/clamd.ctl' }],
  ])('is found at %s', (url, address) => {
    expect(read({ CLAMD_URL: url }).chosen.address).toEqual(address);
  });

  it.each(['tcp://clamd', 'http://clamd:3310', 'unix:clamd'])('is not found at %s', (url) => {
    expect(faultOf({ CLAMD_URL: url })).toMatch(/tcp/);
  });
});
