import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { isProblem } from '@portal/core/problem';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClamdScanner } from './scanner.clamd.ts';

const { signal } = new AbortController();
const bytesOf = (...pieces: (string | Buffer)[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));
const unavailable = (error: unknown): boolean => isProblem(error, 'service_unavailable');

describe('clamd', () => {
  let clamd: ClamdServer;
  beforeAll(async () => {
    clamd = await startClamd({ settings: { StreamMaxLength: '3M', MaxScanSize: '2M', MaxFileSize: '2M' } });
  });
  afterAll(() => clamd.stop());
  const scannerOf = (port: number, silenceMs = 20_000) =>
    createClamdScanner({ address: { host: '127.0.0.1', port }, silenceMs, streamLimitInBytes: 3_000_000 });

  it('says that there is no virus in bytes without one', async () => {
    expect(await scannerOf(clamd.port).scan(bytesOf('%PDF-1.7', randomBytes(100_000)), { signal })).toEqual({
      verdict: 'clean',
    });
  });

  it('finds one, wherever the pieces are cut', async () => {
    const bytes = Buffer.from(`%PDF-1.7 ${'x'.repeat(70_000)}${eicar} and more`);
    const pieces = [...bytes].reduce<Buffer[]>((all, _, at) => {
      if (at % 1_371 === 0) all.push(bytes.subarray(at, at + 1_371));
      return all;
    }, []);
    expect(await scannerOf(clamd.port).scan(bytesOf(...pieces), { signal })).toMatchObject({ verdict: 'infected' });
  });

  // Fails when a reason that begins with `Heuristics.Limits.` counts as clean, or as a virus.
  it('row 26: does not call clean what is larger than it looks into, and takes such a stream to its end', async () => {
    for (const sizeInBytes of [2_500_000, 12_000_000]) {
      const hash = createHash('sha256');
      const whole = randomBytes(sizeInBytes);
      const bytes = Readable.from(
        (function* () {
          for (let at = 0; at < whole.length; at += 65_536) {
            const piece = whole.subarray(at, at + 65_536);
            hash.update(piece);
            yield piece;
          }
        })(),
      );
      expect(await scannerOf(clamd.port).scan(bytes, { signal })).toMatchObject({ verdict: 'unscannable' });
      expect(hash.digest('hex')).toBe(createHash('sha256').update(whole).digest('hex'));
    }
  });

  it('row 26: does not call clean what it came to no end with', async () => {
    const hasty = await startClamd({ settings: { MaxScanTime: '1' } });
    try {
      expect(await scannerOf(hasty.port).scan(bytesOf(randomBytes(2_900_000)), { signal })).toEqual({
        verdict: 'unscannable',
        reason: 'Heuristics.Limits.Exceeded.MaxScanTime',
      });
    } finally {
      await hasty.stop();
    }
  });

  it('tells what it is', async () => {
    expect((await scannerOf(clamd.port).describe()).version).toMatch(/^ClamAV \d/);
  });

  it('hands on the failure of the bytes as it is', async () => {
    const broken = new Readable({ read() {} });
    const asked = scannerOf(clamd.port).scan(broken, { signal });
    broken.push('%PDF-1.7');
    broken.destroy(new Error('the store broke off'));
    await expect(asked).rejects.toThrow('the store broke off');
  });

  // Fails when `socket.setTimeout` is taken out.
  it('that hangs says nothing, and that is no verdict', async () => {
    clamd.signal('SIGSTOP');
    try {
      const started = performance.now();
      const large = Readable.from(Array.from({ length: 30 }, () => randomBytes(65_536)));
      await expect(scannerOf(clamd.port, 300).scan(large, { signal })).rejects.toSatisfy(unavailable);
      expect(performance.now() - started).toBeLessThan(10_000);
    } finally {
      clamd.signal('SIGCONT');
    }
  });

  it('is left when whoever asked gives up', async () => {
    const giveUp = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (;;) yield await Promise.resolve(Buffer.alloc(1_000));
      })(),
    );
    const asked = scannerOf(clamd.port).scan(endless, { signal: giveUp.signal });
    giveUp.abort();
    endless.destroy(new Error('given up'));
    await expect(asked).rejects.toThrow(/given up|abort/);
  });
});

describe('what is no clamd', () => {
  const servers: { close: () => void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const answering = async (answer: (socket: Socket) => void): Promise<number> => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.resume();
      answer(socket);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    servers.push({
      close: () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    return (server.address() as AddressInfo).port;
  };
  const scan = (port: number) =>
    createClamdScanner({
      address: { host: '127.0.0.1', port },
      silenceMs: 500,
      streamLimitInBytes: 1_000,
    }).scan(bytesOf('%PDF-1.7'), { signal });

  // Fails when `verdictOf` takes whatever holds "OK" for clean.
  it.each([
    ['garbage', 'hello\0'],
    ['an OK that is not its', 'stream: OK, I think\0'],
    ['an error', 'stream: Access denied. ERROR\0'],
    ['half an answer', 'stream: OK'],
    ['nothing', ''],
    ['too much', 'x'.repeat(100_000)],
  ])('never says clean: %s', async (_, text) => {
    const port = await answering((socket) => socket.end(text));
    await expect(scan(port)).rejects.toSatisfy(unavailable);
  });

  it.each([
    ['stream: Heuristics.Encrypted.PDF FOUND', { verdict: 'locked' }],
    ['stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND', { verdict: 'unscannable' }],
    ['stream: Win.Test.EICAR_HDB-1 FOUND', { verdict: 'infected', signature: 'Win.Test.EICAR_HDB-1' }],
  ])('row 26: %s', async (text, verdict) => {
    const port = await answering((socket) => socket.end(`${text}\0`));
    expect(await scan(port)).toMatchObject(verdict);
  });

  // Fails when `scan` takes the word of one that has spoken before the end of the stream.
  it('row 26: never says clean of what was not sent to its end', async () => {
    let hasSpoken = (): void => undefined;
    const spoken = new Promise<void>((resolve) => (hasSpoken = resolve));
    const port = await answering((socket) => socket.once('close', hasSpoken).end('stream: OK\0'));
    const scanner = createClamdScanner({
      address: { host: '127.0.0.1', port },
      silenceMs: 5_000,
      streamLimitInBytes: 1_000,
    });
    const bytes = Readable.from(
      (async function* () {
        yield Buffer.from('%PDF-1.7');
        await spoken;
        yield Buffer.from(eicar);
      })(),
    );
    await expect(scanner.scan(bytes, { signal })).rejects.toSatisfy(unavailable);
  });

  it('refuses, or is not there: no verdict', async () => {
    const port = await answering((socket) => socket.destroy());
    await expect(scan(port)).rejects.toSatisfy(unavailable);
    servers.splice(0).forEach((server) => server.close());
    await expect(scan(port)).rejects.toSatisfy(unavailable);
  });
});
