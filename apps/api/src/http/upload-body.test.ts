import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { isProblem } from '@portal/core/problem';
import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { readUploadBody, type UploadBody } from './upload-body.ts';

const kibibyte = 1024;
const limit = 1024 * kibibyte;
const pace = { windowMs: 60_000, leastBytesPerSecond: 1 };
const limits = { limitInBytes: limit, longestSilenceMs: 60_000, pace, onBytes: () => undefined };

/** A request as far as its body goes: bytes, and whether all of them came. */
function fakeRequest() {
  const request = Object.assign(new PassThrough(), { complete: false, setTimeout: () => undefined });
  return { request, asRequest: request as unknown as Request };
}

describe('the body of an upload', () => {
  it('is handed on whole while it is within the limit', async () => {
    const { request, asRequest } = fakeRequest();
    const body = readUploadBody(asRequest, limits);
    request.complete = true;
    request.end(Buffer.alloc(limit));
    let size = 0;
    for await (const piece of body.stream as AsyncIterable<Buffer>) size += piece.length;
    expect(size).toBe(limit);
    expect(body.whyCut()).toBeUndefined();
  });

  // The mutant: `if (request.destroyed)` out of upload-body.ts.
  it('ends where its sender had gone before it was read', async () => {
    const { request, asRequest } = fakeRequest();
    request.destroy();
    await once(request, 'close');
    const body = readUploadBody(asRequest, limits);
    await expect(body.stream.toArray()).rejects.toSatisfy((error) => isProblem(error, 'upload_interrupted'));
  });

  it('has the SHA-256 of all of it, where that is asked for and it came to its end', async () => {
    for (const [isHashed, isWhole] of [
      [true, true],
      [true, false],
      [false, true],
    ] as const) {
      const { request, asRequest } = fakeRequest();
      const body = readUploadBody(asRequest, { ...limits, isHashed });
      request.write('abc');
      request.complete = isWhole;
      if (isWhole) request.end();
      else request.destroy();
      await Promise.allSettled([body.stream.toArray()]);
      expect(body.sha256()?.slice(0, 8)).toBe(isHashed && isWhole ? 'ba7816bf' : undefined);
    }
  });

  it('is cut within 64 KiB of the limit', async () => {
    const { request, asRequest } = fakeRequest();
    const body = readUploadBody(asRequest, limits);
    let size = 0;
    const reading = (async () => {
      for await (const piece of body.stream as AsyncIterable<Buffer>) size += piece.length;
    })();
    const pouring = setInterval(() => request.write(Buffer.alloc(100 * kibibyte)), 1);
    await expect(reading).rejects.toSatisfy((error) => isProblem(error, 'file_too_large'));
    clearInterval(pouring);
    expect(size).toBeGreaterThan(limit - 128 * kibibyte);
    expect(size).toBeLessThan(limit + 64 * kibibyte);
    expect(body.whyCut()?.code).toBe('file_too_large');
  });

  it('that breaks off is interrupted, also where the sender only closes', async () => {
    for (const error of [new Error('reset'), undefined]) {
      const { request, asRequest } = fakeRequest();
      const body = readUploadBody(asRequest, limits);
      body.stream.resume().on('error', () => undefined);
      request.write('half');
      request.destroy(error);
      await expect.poll(() => body.whyCut()?.code).toBe('upload_interrupted');
      expect(body.stream.destroyed).toBe(true);
    }
  });

  // The mutants: `watchPace` out of upload-body.ts; `isWaitingForUs` out of watch-pace.ts.
  it('is cut where it comes too slowly, and not where it waits for who takes it', async () => {
    const strict = { ...limits, pace: { windowMs: 20, leastBytesPerSecond: 1_000_000 } };
    for (const isTaken of [true, false]) {
      const { request, asRequest } = fakeRequest();
      const body = readUploadBody(asRequest, strict);
      if (isTaken) body.stream.resume();
      const trickling = setInterval(() => request.write('x'), 5);
      try {
        if (isTaken) await expect.poll(() => body.whyCut()?.code).toBe('upload_interrupted');
        else await expect.poll(() => body.stream.readableLength).toBeGreaterThan(40);
        expect(body.stream.destroyed).toBe(isTaken);
      } finally {
        clearInterval(trickling);
        request.destroy();
      }
    }
  });

  // The mutant: `request.setTimeout` out of upload-body.ts.
  it('of which nothing comes any more is interrupted, and its connection ends', async () => {
    let body: UploadBody | undefined;
    const server = createServer((request) => {
      body = readUploadBody(request as Request, { ...limits, longestSilenceMs: 50 });
      body.stream.resume().on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf');
    await once(client, 'close');
    expect(body?.whyCut()?.code).toBe('upload_interrupted');
    server.close();
  });
});
