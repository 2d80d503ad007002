import { DocumentEvent } from '@portal/contract/events';
import type { TestPortal } from './test-portal.ts';

export type EventListener = {
  status: number;
  headers: Headers;
  /** What has been told until now. */
  events: readonly DocumentEvent[];
  /** Every byte of it. */
  said: () => string;
  /** Resolves when the portal has ended it, whole or not. */
  ended: Promise<void>;
  isOver: () => boolean;
  /** Goes away, as a page that is closed. */
  leave: () => void;
};

/** Listens to `GET /events` as a page does, with its cookies. Resolves when it has been answered. */
export async function listenToEvents(
  { url }: Pick<TestPortal, 'url'>,
  { Cookie = '' }: Record<string, string>,
): Promise<EventListener> {
  const leaving = new AbortController();
  const answer = await fetch(`${url}/api/v1/events`, { headers: { Cookie }, signal: leaving.signal });
  const events: DocumentEvent[] = [];
  let said = '';
  let isOver = false;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    try {
      for await (const piece of answer.body ?? []) {
        said += decoder.decode(piece, { stream: true });
        const lines = [...said.matchAll(/^data: (.*)\n\n/gm)];
        events.splice(0, events.length, ...lines.map(([, json = '']) => DocumentEvent.parse(JSON.parse(json))));
      }
    } catch (error) {
      // Cut off, or left: it is over either way.
      if (!(error instanceof Error)) throw error;
    } finally {
      isOver = true;
    }
  };
  return {
    status: answer.status,
    headers: answer.headers,
    events,
    said: () => said,
    ended: read(),
    isOver: () => isOver,
    leave: () => leaving.abort(),
  };
}
