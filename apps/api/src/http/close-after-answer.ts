import type { Socket } from 'node:net';
import type { Request, Response } from 'express';

const mostDiscardedBytes = 1024 * 1024;
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
  // What Node calls when such an answer is on its way: by itself it would destroy the socket.
  socket.destroySoon = () => linger(request, socket);
}

function linger(request: Request, socket: Socket): void {
  const readBefore = socket.bytesRead;
  const cut = setTimeout(() => socket.destroy(), longestLingerMs);
  const stop = () => {
    clearTimeout(cut);
    socket.destroy();
  };
  socket.once('close', () => clearTimeout(cut));
  socket.once('end', stop);
  request.on('data', () => {
    if (socket.bytesRead - readBefore > mostDiscardedBytes) stop();
  });
  request.resume();
  socket.end();
}
