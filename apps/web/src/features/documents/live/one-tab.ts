import type { DocumentEvent } from '@portal/contract/events';

export type Listeners = {
  /** The portal can be heard, or cannot: then one has to ask. Something may have been missed before either. */
  onHeard: (isHeard: boolean) => void;
  onEvent: (event: DocumentEvent) => void;
};

export type OneTab = {
  /** Undefined in old browsers and on origins that are not safe: nobody listens there, and every tab asks. */
  locks: Pick<LockManager, 'request'> | undefined;
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener'>;
  /** Resolves when listening is no use any more. */
  listen: (listeners: Listeners & { signal: AbortSignal }) => Promise<void>;
};

type Word =
  | { word: 'is anybody there' }
  | { word: 'heard'; isHeard: boolean }
  | { word: 'event'; event: DocumentEvent };

const lockName = 'document-events';

/**
 * One tab of this browser listens for all of them: a browser opens six connections to a portal and no more, and six tabs
 * that listened would leave none to ask. Where that tab is closed, the next one takes its place. Returns how to stop.
 */
export function listenInOneTab({ locks, channel, listen }: OneTab, { onHeard, onEvent }: Listeners): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  let isListening = false;
  let isHeard = false;
  const tell = (word: Word): void => channel.postMessage(word);
  const hear = ({ data }: MessageEvent<Word>): void => {
    if (data.word === 'is anybody there') {
      if (isListening) tell({ word: 'heard', isHeard });
    } else if (isListening) return;
    if (data.word === 'event') onEvent(data.event);
    // It may have been said for another tab, which has just been opened.
    if (data.word === 'heard' && data.isHeard !== isHeard) {
      isHeard = data.isHeard;
      onHeard(isHeard);
    }
  };

  async function listenForAll(): Promise<void> {
    isListening = true;
    const note = (heard: boolean): void => {
      isHeard = heard;
      onHeard(heard);
      tell({ word: 'heard', isHeard });
    };
    // The tab before this one is gone, and did not say so.
    note(false);
    await listen({
      signal,
      onHeard: note,
      onEvent: (event) => {
        onEvent(event);
        tell({ word: 'event', event });
      },
    });
  }

  channel.addEventListener('message', hear as EventListener);
  tell({ word: 'is anybody there' });
  locks?.request(lockName, { signal }, listenForAll).catch((error: unknown) => {
    // Who leaves while waiting for the place gets none.
    if (!signal.aborted) throw error;
  });
  return () => {
    leaving.abort();
    channel.removeEventListener('message', hear as EventListener);
  };
}
