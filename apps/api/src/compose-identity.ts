import { setTimeout } from 'node:timers/promises';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPeople } from '@portal/adapters/postgres/people.postgres';
import type { Postgres, Queryable } from '@portal/adapters/postgres/pool';
import { createSessions } from '@portal/adapters/postgres/sessions.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createAskForCode } from '@portal/core/identity/ask-for-code';
import { createFindSession } from '@portal/core/identity/find-session';
import type { FindSession } from '@portal/core/identity/find-session';
import { createSignIn } from '@portal/core/identity/sign-in';
import { createSignInSecrets } from '@portal/core/identity/sign-in-secrets';
import { createSignOut } from '@portal/core/identity/sign-out';
import { createMessageDelivery } from '@portal/core/messages/deliver-message';
import type { MessagesPort } from '@portal/core/messages/messages.port';
import type { Logger } from 'pino';
import type { Stores } from './compose-stores.ts';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import { createIdentityRoutes } from './routes/identity.routes.ts';

export type IdentityPart = { findSession: FindSession; routes: readonly RegisterRoutes[]; close: () => Promise<void> };

const lastMessagesMs = 2_000;

export function composeIdentity(
  config: Config,
  surroundings: {
    postgres: Postgres;
    stores: Stores;
    messages: MessagesPort;
    cookies: CookieJar;
    logger: Logger;
    now: () => Date;
  },
): IdentityPart {
  const { postgres, stores, messages, cookies, logger, now } = surroundings;
  const secrets = createSignInSecrets({ pepper: config.codePepper });
  const work = createUnitOfWork(postgres, (client: Queryable) => ({
    people: createPeople(client),
    sessions: createSessions(client),
    activity: createActivity(client),
  }));
  const onCacheFailure = (error: unknown): void => logger.warn({ err: error }, 'the session cache cannot be reached');
  const delivery = createMessageDelivery({
    messages,
    now,
    // Without a hold on the process: a message that cannot be sent does not keep a stopping portal alive.
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    // A provider's error may repeat the address, so only its name is logged.
    onFailure: ({ error, ...failure }) =>
      logger.error({ ...failure, error: error instanceof Error ? error.name : typeof error }, 'a message was not sent'),
  });
  const { challenges, askLimits, sessionCache: cache } = stores;
  const { askPolicy, publicUrl } = config;
  const people = createPeople(postgres);
  const useCases = {
    askForCode: createAskForCode({
      challenges,
      askLimits,
      askPolicy,
      secrets,
      delivery,
      host: publicUrl.hostname,
      now,
    }),
    signIn: createSignIn({ challenges, secrets, people, work, cache, now, onCacheFailure }),
    signOut: createSignOut({ work, cache, now, onCacheFailure }),
  };
  return {
    findSession: createFindSession({ sessions: createSessions(postgres), cache, now, onCacheFailure }),
    routes: [createIdentityRoutes(useCases, cookies)],
    close: () => Promise.race([delivery.settled(), setTimeout(lastMessagesMs, undefined, { ref: false })]),
  };
}
