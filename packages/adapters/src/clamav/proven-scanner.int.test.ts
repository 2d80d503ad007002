import { Readable } from 'node:stream';
import { type ClamdOptions, type ClamdServer, startClamd } from '@portal/testing/clamd-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createProvenScanner } from './proven-scanner.ts';
import { createClamdScanner } from './scanner.clamd.ts';

let clamd: ClamdServer;
const start = async (settings: ClamdOptions['settings'] = {}, port?: number): Promise<void> => {
  clamd = await startClamd({ settings, ...(port === undefined ? {} : { port }) });
};
afterEach(() => clamd.stop());

const scannerThere = () =>
  createProvenScanner(createClamdScanner({ address: clamd, silenceMs: 10_000, streamLimitInBytes: 1_000_000 }));
const scanWith = (scanner: ReturnType<typeof scannerThere>) =>
  scanner.scan(Readable.from([Buffer.from('A letter.')]), { signal: new AbortController().signal });
const refusedFor = (setting: string) => ({
  code: 'service_unavailable',
  cause: { message: expect.stringContaining(setting) as string },
});

// The mutants: `prove` that resolves at once; a proof that is kept after a scan that failed.
describe('row 26: the word of a scanner', () => {
  it('is taken where it says of what it cannot look into that it did not', async () => {
    await start();
    expect(await scanWith(scannerThere())).toEqual({ verdict: 'clean' });
  });

  it.each(['AlertExceedsMax', 'AlertEncrypted'])('is not taken without its setting %s', async (setting) => {
    await start({ [setting]: 'no' });
    await expect(scanWith(scannerThere())).rejects.toMatchObject(refusedFor(setting));
  });

  it('is tried anew when another one may stand in its place', async () => {
    await start();
    const scanner = scannerThere();
    await scanWith(scanner);
    const { port } = clamd;
    await clamd.kill();
    await expect(scanWith(scanner)).rejects.toMatchObject({ code: 'service_unavailable' });
    await start({ AlertExceedsMax: 'no' }, port);
    await expect(scanWith(scanner)).rejects.toMatchObject(refusedFor('AlertExceedsMax'));
  });
});
