import type { QueryClient } from '@tanstack/react-query';
import { keepListening } from './keep-listening.ts';
import { setHeard } from './live-state.ts';
import { listenInOneTab } from './one-tab.ts';
import type { Listeners } from './one-tab.ts';
import { readEvents } from './read-events.ts';
import { catchUp, showChanges } from './show-changes.ts';

/** One change is often followed by the next: a file has arrived, and is checked. */
const gatherForMs = 150;

/** Everything that shows documents follows them by itself from now on. Returns how to stop. */
export function followDocuments(client: QueryClient): () => void {
  const channel = new BroadcastChannel('document-events');
  const shower = createShower(client);
  const stop = listenInOneTab(
    { locks: globalThis.navigator.locks, channel, listen: (input) => keepListening({ ...input, ...browser }) },
    shower,
  );
  return () => {
    stop();
    shower.stop();
    channel.close();
  };
}

const browser = {
  read: readEvents,
  pause: pauseOrOnline,
  nowMs: () => performance.now(),
  random: Math.random,
};

function createShower(client: QueryClient): Listeners & { stop: () => void } {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasHeard = false;
  const show = (): void => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    // What could not be asked for now is asked for when it is looked at, or when the portal is heard again.
    showChanges(client, ids).catch(() => undefined);
  };
  return {
    onEvent: ({ documentId }) => {
      changed.add(documentId);
      timer ??= setTimeout(show, gatherForMs);
    },
    onHeard: (isHeard) => {
      setHeard(isHeard);
      void catchUp(client, { wasAway: isHeard && wasHeard });
      wasHeard ||= isHeard;
    },
    stop: () => {
      clearTimeout(timer);
      setHeard(false);
    },
  };
}

/** A device that has a network again need not wait until its time has come. */
function pauseOrOnline(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', goOn);
      signal.removeEventListener('abort', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, delayMs);
    window.addEventListener('online', goOn);
    signal.addEventListener('abort', goOn);
  });
}
