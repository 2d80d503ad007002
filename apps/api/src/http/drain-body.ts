import { finished } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { closeAfterAnswer } from './close-after-answer.ts';
import { longestSilenceMs } from './upload-body.ts';

/**
 * Lets a body that nobody needs come to its end, so that a sender who reads the answer after sending gets it and the
 * connection is good for the next request. One that does not say its length is not waited for.
 */
export async function drainBody(request: Request, response: Response): Promise<void> {
  if (request.get('transfer-encoding') === undefined) await readToTheEnd(request);
  else closeAfterAnswer(request, response);
}

/** Only for a body whose length was looked at. One that breaks off has come to its end as well. */
export async function readToTheEnd(request: Request): Promise<void> {
  if (request.complete) return;
  request.setTimeout(longestSilenceMs, () => request.destroy());
  // What it was piped into would pause it once more when it closes.
  request.unpipe();
  request.resume();
  await Promise.allSettled([finished(request)]);
}
