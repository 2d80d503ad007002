import { limits } from '@portal/contract/limits';
import type { Request, Response } from 'express';

const mostDiscardedBytes = 512 * 1024;
const longestLingerMs = 1000;
const smallBodyInBytes = limits.jsonBodySizeInBytes;

/**
 * For a refusal before the body was read. What is left of a small one is read to its end, so that the connection can
 * be used again; for a large one, or one that does not say its length, that would be work for nothing.
 */
export function closeUnlessBodyIsSmall(request: Request, response: Response): void {
  const isUnlimited = request.get('transfer-encoding') !== undefined;
  if (isUnlimited || Number(request.get('content-length') ?? 0) > smallBodyInBytes) closeAfterAnswer(request, response);
}

/**
 * Says with the answer that the connection ends, without waiting for the rest of the request. Closing at once would
 * reset it, and a client that is still sending would lose the answer; so our side is closed first and a little of
 * what still comes is thrown away (RFC 9112, section 9.6).
 */
export function closeAfterAnswer(request: Request, response: Response): void {
  if (request.complete || response.headersSent || response.get('Connection') === 'close') return;
  response.set('Connection', 'close');
  const { socket } = request;
  let discardedBytes = 0;
  let isAnswered = false;
  // Listening starts the flow of a request that nobody has read from yet; one that was cut waits for the answer.
  request.on('data', (piece: Buffer) => {
    discardedBytes += piece.length;
    if (discardedBytes < mostDiscardedBytes) return;
    if (isAnswered) socket.destroy();
    else request.pause();
  });
  // What Node calls when such an answer is on its way: by itself it would destroy the socket.
  socket.destroySoon = () => {
    isAnswered = true;
    const cut = setTimeout(() => socket.destroy(), longestLingerMs);
    socket.once('close', () => clearTimeout(cut));
    socket.once('end', () => socket.destroy());
    socket.end();
    request.resume();
    if (discardedBytes >= mostDiscardedBytes) socket.destroy();
  };
}
