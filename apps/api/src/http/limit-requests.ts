import { createHash } from 'node:crypto';
import { PortalProblem } from '@portal/core/problem';
import type { Request, RequestHandler, Response } from 'express';
import { remember } from './remember.ts';

/** A window's count: what express-rate-limit and its stores keep. */
export type RequestCounts = {
  init?(options: { windowMs: number; limit: unknown }): void | Promise<void>;
  increment(key: string): Promise<Counted> | Counted;
  shutdown?(): void | Promise<void>;
};

type Counted = { totalHits: number; resetTime: Date | undefined };

export type Limit = {
  name: string;
  /** Requests in a window of `windowMs`, for each key. */
  limit: number;
  windowMs: number;
  keyOf: (request: Request, response: Response) => string;
  onLimited: () => void;
};

/**
 * Refuses what is over the limit with `too_many_requests`, and tells of it on every answer in the headers `RateLimit`
 * and `RateLimit-Policy` (draft 8 of the IETF's httpapi group).
 */
export function limitRequests(
  { name, limit, windowMs, keyOf, onLimited }: Limit,
  counts: RequestCounts,
): RequestHandler {
  // A store that cannot begin now says so with the first count.
  void Promise.resolve(counts.init?.({ windowMs, limit })).catch(() => undefined);
  const policyOf = remember(
    (key) => `"${name}"; q=${limit}; w=${Math.ceil(windowMs / 1000)}; pk=:${partitionOf(key)}:`,
  );
  return async (request, response, next) => {
    const key = keyOf(request, response);
    const { totalHits, resetTime } = await counts.increment(key);
    const leftMs = resetTime ? resetTime.getTime() - Date.now() : windowMs;
    const leftSeconds = Math.max(0, Math.ceil(leftMs / 1000));
    response.appendHeader('RateLimit', `"${name}"; r=${Math.max(0, limit - totalHits)}; t=${leftSeconds}`);
    response.appendHeader('RateLimit-Policy', policyOf(key));
    if (totalHits <= limit) return next();
    onLimited();
    throw tooManyRequests(Math.max(1, leftSeconds));
  };
}

/** Tells clients apart without saying who they are: 48 bits. */
function partitionOf(key: string): string {
  return createHash('sha256').update(key).digest('base64').slice(0, 8);
}

function tooManyRequests(retryAfterSeconds: number): PortalProblem {
  return new PortalProblem(
    'too_many_requests',
    'There were more requests than the portal answers at a time. Please wait a moment and try again.',
    { retryAfterSeconds },
  );
}
