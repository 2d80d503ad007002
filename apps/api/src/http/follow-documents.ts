import type { Readable } from 'node:stream';
import { DocumentEvent, heartbeatMs } from '@portal/contract/events';
import type { FindSession } from '@portal/core/identity/find-session';
import { idleEndOf } from '@portal/core/identity/identity-policy';
import { signInRequired } from '@portal/core/identity/identity-problems';
import { hashSessionToken } from '@portal/core/identity/session-token';
import type { Session } from '@portal/core/identity/sessions.port';
import { documentsOf, endOfSession, type SignalsPort } from '@portal/core/signals/signals.port';
import type { EventStream, EventStreams } from './event-streams.ts';

/** Server-sent events about the documents of the session's record. Rejects as `service_unavailable`. */
export type FollowDocuments = (input: { token: string; session: Session }) => Promise<Readable>;

export type FollowDocumentsDependencies = {
  streams: Pick<EventStreams, 'open'>;
  signals: Pick<SignalsPort, 'listen'>;
  findSession: FindSession;
  now: () => Date;
  /** Told of a session that could not be looked up: what it held open is closed. */
  onFailure: (error: unknown) => void;
};

/**
 * What is told ends with the session: at once where somebody ends it, at its idle and its absolute end, and where nobody
 * can say whether it is still open. It ends as well where signals may have been missed, so that whoever listens asks anew.
 */
export function createFollowDocuments(dependencies: FollowDocumentsDependencies): FollowDocuments {
  const { streams, signals } = dependencies;
  return async ({ token, session }) => {
    const stream = streams.open(session.id);
    const ended = endOfSession(hashSessionToken(token));
    try {
      const stopListening = await signals.listen([documentsOf(session.recordId), ended], {
        onSignal: (topic, text) => (topic === ended ? stream.end() : stream.say(eventOf(text))),
        onLost: stream.end,
      });
      stream.onEnd(stopListening);
      // It may have been ended before anybody listened for that.
      const current = await findStill(dependencies, token);
      if (!current) throw signInRequired();
      stream.say(': listening\n\n');
      watchSession(dependencies, { stream, token, session: current });
    } catch (error) {
      stream.end();
      throw error;
    }
    return stream.text;
  };
}

function eventOf(documentId: string): string {
  return `data: ${JSON.stringify(DocumentEvent.parse({ kind: 'document_changed', documentId }))}\n\n`;
}

/** Not a person's request: it prolongs nothing. */
function findStill({ findSession }: FollowDocumentsDependencies, token: string): Promise<Session | undefined> {
  return findSession({ token, isBackground: true });
}

type Watched = { stream: EventStream; token: string; session: Session };

/** Looks at each heartbeat, and when the session would be over if nobody had used it. */
function watchSession(dependencies: FollowDocumentsDependencies, { stream, token, session }: Watched): void {
  let timer: NodeJS.Timeout | undefined;
  const lookLater = (current: Session): void => {
    const leftMs = Math.max(0, idleEndOf(current).getTime() - dependencies.now().getTime());
    timer = setTimeout(() => void look(), Math.min(heartbeatMs, leftMs + 1)).unref();
  };
  const look = async (): Promise<void> => {
    try {
      const current = await findStill(dependencies, token);
      if (!current) return stream.end();
      if (!stream.isOpen()) return;
      stream.say(': still here\n\n');
      lookLater(current);
    } catch (error) {
      dependencies.onFailure(error);
      stream.end();
    }
  };
  lookLater(session);
  stream.onEnd(() => clearTimeout(timer));
}
