import type { FindSession } from '@portal/core/identity/find-session';
import type { SignalsPort } from '@portal/core/signals/signals.port';
import type { Logger } from 'pino';
import type { RegisterRoutes } from './http/api-routes.ts';
import type { CookieJar } from './http/cookies.ts';
import { createEventStreams, eventStreamsPolicy } from './http/event-streams.ts';
import { createFollowDocuments } from './http/follow-documents.ts';
import { createEventsRoutes } from './routes/events.routes.ts';

export type EventsPart = {
  routes: RegisterRoutes;
  /** Ends what is listened to: it would keep the process from ending. */
  drain: () => void;
};

export function composeEvents(surroundings: {
  signals: SignalsPort;
  findSession: FindSession;
  cookies: CookieJar;
  logger: Logger;
  now: () => Date;
}): EventsPart {
  const { signals, findSession, cookies, logger, now } = surroundings;
  const streams = createEventStreams(eventStreamsPolicy);
  const onFailure = (error: unknown): void =>
    logger.warn({ err: error }, 'a stream of events is ended: nobody could say whether its session is open');
  const followDocuments = createFollowDocuments({ streams, signals, findSession, now, onFailure });
  return {
    routes: createEventsRoutes({ followDocuments }, cookies),
    drain: () => streams.drain(),
  };
}
