import { passkeyPolicy } from '@portal/core/identity/identity-policy';
import { MemoryStore } from 'express-rate-limit';
import type { Store } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { createInsuredStore } from './insured-store.ts';
import { type Limit, limitRequests } from './limit-requests.ts';
import { networkOf } from './network-of.ts';
import { remember } from './remember.ts';
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

/** `isFrequent`: counts every request there is. */
export type SharedStore = (name: string, options: { isFrequent: boolean }) => Store;

const minutes = 60_000;

/**
 * Limits on requests, told in the headers `RateLimit` and `RateLimit-Policy` of every answer (draft 8) and with
 * `Retry-After` where one is reached. `sharedStore` undefined: this process counts alone.
 */
export function createRateLimits(input: {
  policy: RequestPolicy;
  sharedStore: SharedStore | undefined;
  /** What a network is kept as: stores hold no addresses. */
  hashNetwork: (network: string) => string;
  onFailure: (error: unknown) => void;
  /** Told of every refusal, by the limit's name. */
  onLimited: (limit: string) => void;
}): RateLimits {
  const { policy, sharedStore, hashNetwork, onFailure, onLimited } = input;
  const stores: Store[] = [];

  function limitBy(name: string, input: Omit<Limit, 'name' | 'onLimited'> & { isFrequent?: boolean }): RequestHandler {
    const { isFrequent = false, ...limit } = input;
    const memory = new MemoryStore();
    const shared = sharedStore?.(name, { isFrequent });
    const store = shared ? createInsuredStore({ store: shared, insurance: memory, onFailure }) : memory;
    stores.push(store);
    return limitRequests({ name, onLimited: () => onLimited(name), ...limit }, store);
  }

  const hashAddress = remember((ip) => hashNetwork(networkOf(ip)));
  const networkKey = ({ ip }: Request) => hashAddress(ip ?? '');
  return {
    byNetwork: limitBy('network', {
      limit: policy.perNetworkPerMinute,
      windowMs: minutes,
      keyOf: networkKey,
      isFrequent: true,
    }),
    bySession: limitBy('session', {
      limit: policy.perSessionPerMinute,
      windowMs: minutes,
      keyOf: (_request, response) => sessionOf(response).id,
      isFrequent: true,
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
