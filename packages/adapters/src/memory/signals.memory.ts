import type { SignalListener, SignalsPort, SignalTopic } from '@portal/core/signals/signals.port';

/** Within one process: nothing is ever lost. */
export function createSignals(): SignalsPort {
  const listeners = new Map<SignalTopic, Set<SignalListener>>();
  return {
    send: async (topic, text) => {
      for (const listener of new Set(listeners.get(topic))) listener.onSignal(topic, text);
    },
    listen: async (topics, { onSignal, onLost }) => {
      // Its own object: the same listener may listen twice.
      const listener = { onSignal, onLost };
      for (const topic of topics) listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener));
      return () => {
        for (const topic of topics) {
          const left = listeners.get(topic);
          left?.delete(listener);
          if (left?.size === 0) listeners.delete(topic);
        }
      };
    },
  };
}
