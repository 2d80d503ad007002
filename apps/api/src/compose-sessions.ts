import { createPasskeys } from '@portal/adapters/postgres/passkeys.postgres';
import { createPeople } from '@portal/adapters/postgres/people.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createSessions } from '@portal/adapters/postgres/sessions.postgres';
import { createPasskeyCeremonies } from '@portal/adapters/webauthn/passkey-ceremonies.webauthn';
import { createAddPasskey } from '@portal/core/identity/add-passkey';
import { createAskForPasskeySignIn } from '@portal/core/identity/ask-for-passkey-sign-in';
import { createAskToAddPasskey } from '@portal/core/identity/ask-to-add-passkey';
import { createConfirmSession } from '@portal/core/identity/confirm-session';
import type { DescribeSession } from '@portal/core/identity/describe-session';
import { createEndOtherSessions } from '@portal/core/identity/end-other-sessions';
import { createEndSession } from '@portal/core/identity/end-session';
import { createExtendSession } from '@portal/core/identity/extend-session';
import type { IdentityWork } from '@portal/core/identity/identity-work';
import { createListPasskeys } from '@portal/core/identity/list-passkeys';
import { createListSessions } from '@portal/core/identity/list-sessions';
import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';
import { createNoteRefusals } from '@portal/core/identity/note-refusals';
import { createRemovePasskey } from '@portal/core/identity/remove-passkey';
import { createRenamePasskey } from '@portal/core/identity/rename-passkey';
import type { RequireFreshSignIn } from '@portal/core/identity/require-fresh-sign-in';
import type { SessionCachePort } from '@portal/core/identity/sessions.port';
import type { SignInLimits } from '@portal/core/identity/sign-in-limits';
import { createSignInWithPasskey } from '@portal/core/identity/sign-in-with-passkey';
import type { TakeCode } from '@portal/core/identity/take-code';
import { createTakePasskey } from '@portal/core/identity/take-passkey';
import type { Viewer } from '@portal/core/viewer';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { IdentityMetrics } from './metrics/identity-metrics.ts';
import { createPasskeySignInRoutes } from './routes/passkey-sign-in.routes.ts';
import { createPasskeysRoutes } from './routes/passkeys.routes.ts';
import { createSessionsRoutes } from './routes/sessions.routes.ts';

/** What of signing in the sessions and passkeys build on. */
export type SessionsSurroundings = {
  postgres: Postgres;
  cookies: CookieJar;
  rateLimits: Pick<RateLimits, 'passkeys' | 'passkeySignIns'>;
  cache: SessionCachePort;
  passkeyChallenges: PasskeyChallengesPort;
  takeCode: TakeCode;
  limits: SignInLimits;
  describeSession: DescribeSession;
  requireFreshSignIn: RequireFreshSignIn;
  work: IdentityWork;
  metrics: IdentityMetrics;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
};

export function composeSessions({ publicUrl }: Config, surroundings: SessionsSurroundings): RegisterRoutes[] {
  const { postgres, cookies, passkeyChallenges: challenges, takeCode, limits, requireFreshSignIn } = surroundings;
  const { describeSession, work, cache, rateLimits, metrics, now, onCacheFailure } = surroundings;
  const sessions = createSessions(postgres);
  const passkeys = createPasskeys(postgres);
  const ceremonies = createPasskeyCeremonies({ publicUrl });
  const takePasskey = createTakePasskey({ passkeys, ceremonies, challenges, limits, work });
  const people = createPeople(postgres);
  const noteRefusals = createNoteRefusals({ work });
  const askToAdd = createAskToAddPasskey({ requireFreshSignIn, sessions, passkeys, ceremonies, challenges });
  const askToAddPasskey = noteRefusals('passkey_added', ({ viewer }: { viewer: Viewer }) => askToAdd(viewer));
  const addPasskey = createAddPasskey({ requireFreshSignIn, ceremonies, challenges, work, now });
  const sessionsRoutes = createSessionsRoutes(
    {
      describeSession,
      extendSession: createExtendSession({ sessions, cache, now, onCacheFailure }),
      confirmSession: createConfirmSession({ takeCode, takePasskey, people, work, now }),
      listSessions: createListSessions({ sessions, now }),
      endSession: noteRefusals('session_ended', createEndSession({ work, cache, now, onCacheFailure })),
      endOtherSessions: createEndOtherSessions({ work, cache, now, onCacheFailure }),
    },
    cookies,
  );
  const passkeySignInRoutes = createPasskeySignInRoutes(
    {
      describeSession,
      askForPasskeySignIn: createAskForPasskeySignIn({ ceremonies, challenges }),
      signInWithPasskey: metrics.watchSignIn(
        'passkey',
        createSignInWithPasskey({ takePasskey, work, cache, now, onCacheFailure }),
      ),
    },
    { cookies, limitAsks: rateLimits.passkeySignIns },
  );
  const passkeysRoutes = createPasskeysRoutes(
    {
      askToAddPasskey: (viewer) => askToAddPasskey({ viewer }),
      addPasskey: noteRefusals('passkey_added', addPasskey),
      listPasskeys: createListPasskeys({ passkeys }),
      renamePasskey: noteRefusals('passkey_renamed', createRenamePasskey({ work })),
      removePasskey: noteRefusals('passkey_removed', createRemovePasskey({ requireFreshSignIn, work })),
    },
    { limitPasskeys: rateLimits.passkeys },
  );
  return [sessionsRoutes, passkeySignInRoutes, passkeysRoutes];
}
