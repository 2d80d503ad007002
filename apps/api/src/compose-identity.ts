import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createDevices } from '@portal/adapters/postgres/devices.postgres';
import { createPostgresJobs } from '@portal/adapters/postgres/jobs.postgres';
import { createPostgresNotices } from '@portal/adapters/postgres/notices.postgres';
import { createPasskeys } from '@portal/adapters/postgres/passkeys.postgres';
import { createPeople } from '@portal/adapters/postgres/people.postgres';
import type { Postgres, Queryable } from '@portal/adapters/postgres/pool';
import { createSessions } from '@portal/adapters/postgres/sessions.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createAskForCode } from '@portal/core/identity/ask-for-code';
import { createDescribeSession } from '@portal/core/identity/describe-session';
import { createFindSession } from '@portal/core/identity/find-session';
import type { FindSession } from '@portal/core/identity/find-session';
import { createRequireFreshSignIn } from '@portal/core/identity/require-fresh-sign-in';
import { createSignIn } from '@portal/core/identity/sign-in';
import { createSignInLimits } from '@portal/core/identity/sign-in-limits';
import type { SignInSecrets } from '@portal/core/identity/sign-in-secrets';
import { createSignOut } from '@portal/core/identity/sign-out';
import { createTakeCode } from '@portal/core/identity/take-code';
import type { MessageDelivery } from '@portal/core/messages/deliver-message';
import type { Logger } from 'pino';
import { composeAccount } from './compose-account.ts';
import { composeSessions } from './compose-sessions.ts';
import type { Stores } from './compose-stores.ts';
import { channelsOf } from './config-sending.ts';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { networkOf } from './http/network-of.ts';
import type { IdentityMetrics } from './metrics/identity-metrics.ts';
import { createIdentityRoutes } from './routes/identity.routes.ts';

export type IdentityPart = {
  findSession: FindSession;
  routes: readonly RegisterRoutes[];
};

export function composeIdentity(
  config: Config,
  surroundings: {
    postgres: Postgres;
    stores: Stores;
    delivery: MessageDelivery;
    secrets: SignInSecrets;
    cookies: CookieJar;
    rateLimits: Pick<RateLimits, 'passkeys' | 'passkeySignIns'>;
    metrics: IdentityMetrics;
    logger: Logger;
    now: () => Date;
  },
): IdentityPart {
  const { postgres, stores, delivery, secrets, cookies, rateLimits, metrics, logger, now } = surroundings;
  const work = createUnitOfWork(postgres, (client: Queryable) => ({
    people: createPeople(client),
    sessions: createSessions(client),
    passkeys: createPasskeys(client),
    activity: createActivity(client),
    devices: createDevices(client),
    notices: createPostgresNotices(client),
    jobs: createPostgresJobs(client),
  }));
  const onCacheFailure = (error: unknown): void => logger.warn({ err: error }, 'the session cache cannot be reached');
  const { challenges, passkeyChallenges, sessionCache: cache, recollectRecord } = stores;
  const { askPolicy, publicUrl } = config;
  const people = createPeople(postgres);
  const askLimits = metrics.watchAskLimits(stores.askLimits);
  const limits = createSignInLimits({ askLimits, askPolicy, secrets, networkOf });
  const takeCode = createTakeCode({ challenges, secrets, limits, people, work });
  const askForCode = metrics.watchCodes(
    createAskForCode({
      challenges,
      limits,
      intervalMs: askPolicy.intervalMs,
      secrets,
      delivery,
      channels: channelsOf(config),
      host: publicUrl.hostname,
      now,
    }),
  );
  const sessions = createSessions(postgres);
  const describeSession = createDescribeSession({ sessions });
  const requireFreshSignIn = createRequireFreshSignIn({ sessions, now });
  const useCases = {
    askForCode,
    describeSession,
    signIn: metrics.watchSignIn('code', createSignIn({ takeCode, work, cache, now, onCacheFailure })),
    signOut: createSignOut({ work, cache, now, onCacheFailure }),
  };
  const shared = { postgres, cookies, cache, takeCode, requireFreshSignIn, metrics, now, onCacheFailure };
  return {
    findSession: createFindSession({ sessions, cache, recollectRecord, now, onCacheFailure }),
    routes: [
      createIdentityRoutes(useCases, cookies),
      ...composeSessions(config, { ...shared, passkeyChallenges, rateLimits, limits, describeSession, work }),
      composeAccount(config, { ...shared, askForCode, delivery }),
    ],
  };
}
