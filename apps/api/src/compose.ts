import type { RequestListener } from 'node:http';
import type { PortalAnswer } from '@portal/contract/portal';
import { createTellDocumentChanged } from '@portal/core/documents/tell-document-changed';
import { createSignInSecrets } from '@portal/core/identity/sign-in-secrets';
import { createTellingSessionCache } from '@portal/core/identity/tell-session-ends';
import { createPostgres } from '@portal/adapters/postgres/pool';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createSchemaCheck } from '@portal/adapters/postgres/schema.postgres';
import type { MailboxPort } from '@portal/core/messages/messages.port';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { createYoungCollector } from './collect-young.ts';
import { composeActivity } from './compose-activity.ts';
import { composeDocuments } from './compose-documents.ts';
import { composeEvents } from './compose-events.ts';
import { composeFiles, storeOriginsOf } from './compose-files.ts';
import { composeIdentity } from './compose-identity.ts';
import { composeLists, type Lists } from './compose-lists.ts';
import { composeScanner } from './compose-scanner.ts';
import { composeMailbox, composeMessages } from './compose-messages.ts';
import { composeReplicas } from './compose-replicas.ts';
import { composeSignals, type Signals } from './compose-signals.ts';
import { composeStores } from './compose-stores.ts';
import { composeUploads } from './compose-uploads.ts';
import { composeWatch } from './compose-watch.ts';
import { channelsOf } from './config-sending.ts';
import type { Config } from './config.ts';
import { describeError } from './describe-error.ts';
import { createCookieJar } from './http/cookies.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { createUploadSlots } from './http/upload-slots.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createHealthRoutes } from './routes/health.routes.ts';
import { createMailboxRoutes, mailboxPath } from './routes/mailbox.routes.ts';
import { createOpenApiRoutes } from './routes/openapi.routes.ts';
import { createPortalRoutes } from './routes/portal.routes.ts';

export type Portal = {
  app: Express;
  /** Answers `/metrics` and `/health`: for a port that no patient reaches. */
  internal: RequestListener;
  /** From now on `/readyz` says no, and nobody listens to events any more. */
  drain: () => void;
  /** Ends its connections; after the last request was answered. */
  close: () => Promise<void>;
};

export type Surroundings = {
  logger: Logger;
  /** Serves the page, where one process serves everything. */
  web?: RequestHandler;
  /** Told of jobs, where a worker runs in the same process; others look for them by themselves. */
  nudge?: () => void;
  /** Those that a worker in the same process has too; whoever hands them over closes them. */
  signals?: Signals;
  /** That of a worker in the same process: its messages are shown too. */
  mailbox?: MailboxPort;
  /** The clock of the portal, for tests that move it. */
  now?: () => Date;
  /** Puts something else where lists come from: for measuring what their cache is worth. */
  changeLists?: (lists: Lists) => Lists;
};

/** Puts the portal together: the only place that knows both the use cases and what stands behind their ports. */
export async function composePortal(config: Config, surroundings: Surroundings): Promise<Portal> {
  const { web, nudge = () => undefined, now = () => new Date(), changeLists = (lists) => lists } = surroundings;
  const logger = surroundings.logger.child({}, { serializers: { err: describeError } });
  const isHttps = config.publicUrl.protocol === 'https:';
  const cookies = createCookieJar({ isHttps });
  const postgres = createPostgres({
    url: config.databaseUrl,
    onError: (error) => logger.warn({ err: error }, 'a connection to the database broke'),
  });
  const metrics = createMetrics();
  const listReplicas = composeReplicas(config, { logger });
  const stores = await composeStores(config, { logger, now });
  const shown = surroundings.mailbox ?? composeMailbox({ now });
  const { delivery, ...messages } = await composeMessages(config, { logger, metrics, now, mailbox: shown });
  const secrets = createSignInSecrets({ pepper: config.codePepper });
  const rateLimits = createRateLimits({
    policy: config.requestPolicy,
    sharedStore: stores.requestCounts,
    hashNetwork: (network) => secrets.hashNetwork(network),
    onFailure: (error) => logger.warn({ err: error }, 'requests are counted in this process alone'),
    onLimited: metrics.http.limited,
  });
  const signals = surroundings.signals ?? (await composeSignals(config, { logger }));
  const reportFault = (what: string, error: unknown): void => logger.warn({ err: error }, `failed: ${what}`);
  const sessionCache = createTellingSessionCache({
    cache: stores.sessionCache,
    signals,
    onFailure: (error) => reportFault('telling of the end of a session', error),
  });
  const entering = { stores: { ...stores, sessionCache }, delivery, secrets, cookies, rateLimits, metrics };
  const identity = composeIdentity(config, { ...entering, postgres, logger, now });
  const files = await composeFiles(config, { now });
  const limitUploads = rateLimits.uploads;
  const slots = { atOnce: config.uploadsAtOnce, atOncePerRecord: config.uploadsAtOncePerRecord };
  const holdSlot = metrics.watchSlots(createUploadSlots(slots));
  const collectYoung = createYoungCollector();
  const received = (count: number): void => {
    metrics.received(count);
    collectYoung(count);
  };
  const storing = {
    postgres,
    stores: files,
    limitUploads,
    holdSlot,
    nudge,
    tellDocumentChanged: createTellDocumentChanged({ signals, reportFault }),
    logger,
    metrics: { ...metrics, received },
    now,
  };
  const lists = changeLists(
    await composeLists(config, { primary: postgres, replicas: listReplicas, observers: metrics, logger }),
  );
  const documents = composeDocuments(config, { ...storing, lists });
  const uploads = composeUploads(config, storing);
  const activity = composeActivity(config, { postgres, now });
  const { findSession } = identity;
  const events = composeEvents({ signals, findSession, cookies, logger, now });
  const readiness = createReadiness(postgres);
  // It shows everybody's codes: not even its routes are there in production.
  const mailbox = config.mode === 'local' ? messages.mailbox : undefined;

  const app = createApp({
    publicUrl: config.publicUrl,
    storeOrigins: storeOriginsOf(config.storage),
    trustProxyHops: config.trustProxyHops,
    logger,
    metrics: metrics.http,
    cookies,
    findSession,
    rateLimits,
    routes: [
      // Looked through in this order: what is asked for most comes first.
      ...documents.routes,
      createPortalRoutes(describePortal(config, { mailbox, scanner: await composeScanner(config.scanner) })),
      ...identity.routes,
      ...uploads,
      ...activity,
      events.routes,
    ],
    roots: [
      createHealthRoutes({ readiness: readiness.ask }),
      createOpenApiRoutes(),
      ...documents.roots,
      ...(mailbox ? [createMailboxRoutes(mailbox, config)] : []),
    ],
    web,
  });
  return {
    app,
    internal: composeWatch(config, { ...storing, replicas: listReplicas, stores, lists, files }),
    drain: () => {
      readiness.drain();
      events.drain();
    },
    close: async () => {
      rateLimits.close();
      await messages.close();
      if (!surroundings.signals) signals.close();
      stores.close();
      lists.close();
      files.close();
      await Promise.all([postgres, ...listReplicas].map((database) => database.close()));
    },
  };
}

function describePortal(
  config: Config,
  { mailbox, scanner }: { mailbox: MailboxPort | undefined; scanner: ScannerPort | undefined },
): PortalAnswer {
  return {
    mode: config.mode,
    scanner: scanner ? 'clamd' : 'none',
    mailboxPath: mailbox ? mailboxPath : null,
    signInChannels: [...channelsOf(config)],
    maxUploadSizeInBytes: config.maxUploadSizeInBytes,
    maxResumableUploadSizeInBytes: config.maxResumableUploadSizeInBytes,
  };
}

function createReadiness(postgres: Postgres) {
  const isMigrated = createSchemaCheck(postgres);
  let isDraining = false;
  return {
    ask: async () => {
      if (isDraining) return 'draining';
      return (await isMigrated()) ? 'ready' : 'not_migrated';
    },
    drain: () => {
      isDraining = true;
    },
  } as const;
}
