import type { Request, Response } from 'express';

const mostDiscardedBytes = 512 * 1024;
const longestLingerMs = 1000;

/**
 * Says with the answer that the connection ends, without waiting for the rest of the request. Closing at once would
 * reset it, and a client that is still sending would lose the answer; so our side is closed first and a little of
 * what still comes is thrown away (RFC 9112, section 9.6).
 */
export function closeAfterAnswer(request: Request, response: Response): void {
  if (request.complete || response.headersSent) return;
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
