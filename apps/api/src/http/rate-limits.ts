import { passkeyPolicy } from '@portal/core/identity/identity-policy';
import { PortalProblem } from '@portal/core/problem';
import { MemoryStore, rateLimit } from 'express-rate-limit';
import type { RateLimitInfo, Store } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import { createInsuredStore } from './insured-store.ts';
import { networkOf } from './network-of.ts';
import { sessionOf } from './request-context.ts';

/** Generous: whoever uses the portal never meets them, whoever turns it into a load does. */
export type RequestPolicy = {
  perNetworkPerMinute: number;
  perSessionPerMinute: number;
  uploadsPerRecordPerHour: number;
};

export type RateLimits = {
  /** For every request of the API, before anything is looked up. */
  byNetwork: RequestHandler;
  /** For every request that has a session. */
  bySession: RequestHandler;
  /** For uploads, beside the others. */
  uploads: RequestHandler;
  /** For whoever asks to make a passkey, beside the others. */
  passkeys: RequestHandler;
  /** For whoever asks to sign in with a passkey, beside the first. */
  passkeySignIns: RequestHandler;
  close: () => void;
};

const minutes = 60_000;

/**
 * Limits on requests, told in the headers `RateLimit` and `RateLimit-Policy` of every answer (draft 8) and with
 * `Retry-After` where one is reached. `sharedStore` undefined: this process counts alone.
 */
export function createRateLimits(input: {
  policy: RequestPolicy;
  sharedStore: ((name: string) => Store) | undefined;
  /** What a network is kept as: stores hold no addresses. */
  hashNetwork: (network: string) => string;
  onFailure: (error: unknown) => void;
  /** Told of every refusal, by the limit's name. */
  onLimited: (limit: string) => void;
}): RateLimits {
  const { policy, sharedStore, hashNetwork, onFailure, onLimited } = input;
  const stores: Store[] = [];

  function limitBy(name: string, limit: Limit): RequestHandler {
    const memory = new MemoryStore();
    const store = sharedStore ? createInsuredStore({ store: sharedStore(name), insurance: memory, onFailure }) : memory;
    stores.push(store);
    return limitRequests({ name, onLimited: () => onLimited(name), ...limit }, store);
  }

  const networkKey = ({ ip }: Request) => hashNetwork(networkOf(ip ?? ''));
  return {
    byNetwork: limitBy('network', { limit: policy.perNetworkPerMinute, windowMs: minutes, keyOf: networkKey }),
    bySession: limitBy('session', {
      limit: policy.perSessionPerMinute,
      windowMs: minutes,
      keyOf: (_request, response) => sessionOf(response).id,
    }),
    uploads: limitBy('uploads', {
      limit: policy.uploadsPerRecordPerHour,
      windowMs: 60 * minutes,
      keyOf: (_request, response) => sessionOf(response).recordId,
    }),
    passkeys: limitBy('passkeys', {
      limit: passkeyPolicy.asksPerHour,
      windowMs: 60 * minutes,
      keyOf: (_request, response) => sessionOf(response).userId,
    }),
    passkeySignIns: limitBy('passkey-sign-ins', {
      limit: passkeyPolicy.signInAsksPerNetworkPerMinute,
      windowMs: minutes,
      keyOf: networkKey,
    }),
    close: () => {
      for (const store of stores) void store.shutdown?.();
    },
  };
}

type Limit = { limit: number; windowMs: number; keyOf: (request: Request, response: Response) => string };

function limitRequests(
  { name, limit, windowMs, keyOf, onLimited }: Limit & { name: string; onLimited: () => void },
  store: Store,
): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store,
    keyGenerator: keyOf,
    requestPropertyName: 'rateLimit',
    handler: (request, _response, next) => {
      onLimited();
      next(tooManyRequests(request));
    },
    // Its checks are for a development that it cannot see: they print past the log.
    validate: false,
  });
}

function tooManyRequests(request: Request): PortalProblem {
  const { resetTime } = (request as Request & { rateLimit?: RateLimitInfo }).rateLimit ?? {};
  const leftMs = (resetTime?.getTime() ?? 0) - Date.now();
  const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
  return new PortalProblem(
    'too_many_requests',
    'There were more requests than the portal answers at a time. Please wait a moment and try again.',
    { retryAfterSeconds },
  );
}
