import { DocumentEvent, heartbeatMs } from '@portal/contract/events';
import { followDocuments } from '@portal/contract/events.endpoints';
import { addressOf, noteSessionLost } from '../../../app/api-client.ts';

export type EventsEnd =
  | { kind: 'ended' }
  /** There is no session any more: asking again is no use. */
  | { kind: 'signed-out' }
  /** Not now. */
  | { kind: 'refused'; retryAfterMs: number | undefined };

export type ReadEvents = (input: {
  signal: AbortSignal;
  /** From now on nothing is missed. */
  onOpen: () => void;
  onEvent: (event: DocumentEvent) => void;
}) => Promise<EventsEnd>;

/** Two heartbeats that did not come, and a little: whoever says nothing for so long is gone without a word. */
const longestSilenceMs = 2 * heartbeatMs + 5_000;

/**
 * Listens to the portal until it ends, whoever ends it. A browser's own `EventSource` hides what was answered, and the
 * heartbeats, which tell a quiet line from a dead one.
 */
export const readEvents: ReadEvents = async ({ signal, onOpen, onEvent }) => {
  const silence = watchSilence();
  try {
    const answer = await fetch(addressOf(followDocuments, {}), {
      headers: { Accept: 'text/event-stream', 'X-Background': '1' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (answer.status === 401) {
      noteSessionLost();
      return { kind: 'signed-out' };
    }
    if (!answer.ok || !answer.body) return { kind: 'refused', retryAfterMs: retryAfterMsOf(answer.headers) };
    onOpen();
    await readLines(answer.body, silence.hear, onEvent);
  } catch (error) {
    // Left, silent, or cut off on the way: whatever comes next is the same.
    if (!(error instanceof Error)) throw error;
  } finally {
    silence.stop();
  }
  return { kind: 'ended' };
};

async function readLines(
  body: ReadableStream<Uint8Array>,
  hear: () => void,
  onEvent: (event: DocumentEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    hear();
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = eventOf(line);
      if (event) onEvent(event);
    }
  }
}

const prefix = 'data: ';

/** What a newer portal says and this page does not know is passed over. */
export function eventOf(line: string): DocumentEvent | undefined {
  if (!line.startsWith(prefix)) return undefined;
  return DocumentEvent.safeParse(JSON.parse(line.slice(prefix.length))).data;
}

function watchSilence(): { signal: AbortSignal; hear: () => void; stop: () => void } {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(new Error('Silence.')), longestSilenceMs);
  let timer = begin();
  return {
    signal: controller.signal,
    hear: () => {
      clearTimeout(timer);
      timer = begin();
    },
    stop: () => clearTimeout(timer),
  };
}

function retryAfterMsOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
