import { endOfSession, type SignalsPort } from '../signals/signals.port.ts';
import type { SessionCachePort } from './sessions.port.ts';

/**
 * A session cache that tells of each end: whoever ends a session, on whatever way, has it forgotten here. What is held open
 * for that session anywhere is closed then.
 */
export function createTellingSessionCache(dependencies: {
  cache: SessionCachePort;
  signals: Pick<SignalsPort, 'send'>;
  onFailure: (error: unknown) => void;
}): SessionCachePort {
  const { cache, signals, onFailure } = dependencies;
  return {
    get: (tokenHash) => cache.get(tokenHash),
    set: (tokenHash, session, lifetimeMs) => cache.set(tokenHash, session, lifetimeMs),
    remove: async (tokenHash) => {
      try {
        await cache.remove(tokenHash);
      } finally {
        await signals.send(endOfSession(tokenHash), '').catch(onFailure);
      }
    },
  };
}
