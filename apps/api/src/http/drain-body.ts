import { finished } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { closeAfterAnswer } from './close-after-answer.ts';

const longestSilenceMs = 2 * 60 * 1000;

/**
 * Lets a body that nobody needs come to its end, so that a sender who reads the answer after sending gets it. One that
 * does not say its length is not waited for.
 */
export async function drainBody(request: Request, response: Response): Promise<void> {
  if (request.get('transfer-encoding') !== undefined) {
    closeAfterAnswer(request, response);
    return;
  }
  request.setTimeout(longestSilenceMs, () => request.destroy());
  request.resume();
  await Promise.allSettled([finished(request)]);
}
