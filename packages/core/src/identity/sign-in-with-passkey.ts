import type { RequestOrigin } from '../viewer.ts';
import type { IdentityWork } from './identity-work.ts';
import { openSession } from './open-session.ts';
import type { OpenedSession, SigningBrowser } from './open-session.ts';
import type { PasskeyResponse } from './passkey-ceremonies.port.ts';
import { hashSessionToken } from './session-token.ts';
import type { SessionCachePort } from './sessions.port.ts';
import { usePasskey } from './take-passkey.ts';
import type { TakePasskey } from './take-passkey.ts';

export type SignInWithPasskey = (input: {
  response: PasskeyResponse;
  ticket: string | undefined;
  /** The session that this browser still holds: it ends with the new one. */
  previousToken: string | undefined;
  browser: SigningBrowser;
  origin: RequestOrigin;
}) => Promise<OpenedSession>;

/** Opens a session for whoever's passkey it is. Fails with `passkey_refused` or `service_unavailable`. */
export function createSignInWithPasskey(dependencies: {
  takePasskey: TakePasskey;
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): SignInWithPasskey {
  const { takePasskey, work, cache, now, onCacheFailure } = dependencies;
  return async ({ response, ticket, previousToken, browser, origin }) => {
    const proven = await takePasskey({ response, ticket, origin });
    const previousHash = previousToken === undefined ? undefined : hashSessionToken(previousToken);
    const opened = await work(async (ports) => {
      const at = now();
      await usePasskey(ports.passkeys, proven, at);
      const person = { userId: proven.userId, recordId: proven.recordId, contactId: null };
      return openSession(ports, { person, isNew: false, previousHash, browser, origin, now: at });
    });
    if (previousHash !== undefined) await cache.remove(previousHash).catch(onCacheFailure);
    return opened;
  };
}
