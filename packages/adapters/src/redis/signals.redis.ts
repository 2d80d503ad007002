import type { SignalListener, SignalsPort, SignalTopic } from '@portal/core/signals/signals.port';
import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';
import type { RedisGuard } from './redis-guard.ts';

const prefix = 'portal:signals:';
const channelOf = (topic: SignalTopic): string => `${prefix}${topic}`;

/**
 * `receiver` is a connection of its own, because one that listens can ask nothing else; it is asked every `pingEveryMs`
 * whether it is there, because one that was cut in silence would say nothing for ever. With it go all who listen: what was
 * sent until it is back, nobody would have told them.
 */
export function createSignals(
  receiver: Redis,
  { guard, pingEveryMs }: { guard: RedisGuard; pingEveryMs: number },
): SignalsPort {
  const listeners = new Map<SignalTopic, Set<SignalListener>>();
  let pings: NodeJS.Timeout | undefined;

  function add(topics: readonly SignalTopic[], listener: SignalListener): void {
    for (const topic of topics) listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener));
    pings ??= setInterval(ping, pingEveryMs).unref();
  }

  function remove(topics: readonly SignalTopic[], listener: SignalListener): void {
    for (const topic of topics) {
      const left = listeners.get(topic);
      if (!left?.delete(listener) || left.size > 0) continue;
      listeners.delete(topic);
      // Where the connection is gone, so is what it listened to.
      if (receiver.status === 'ready') receiver.unsubscribe(channelOf(topic)).catch(() => undefined);
    }
    if (listeners.size === 0) stopPinging();
  }

  function stopPinging(): void {
    clearInterval(pings);
    pings = undefined;
  }

  function ping(): void {
    receiver.ping().catch(() => {
      // A server that is silent does not see off a connection that is closed, so nobody waits for that.
      if (lose()) receiver.disconnect(true);
    });
  }

  /** Whether there was anybody to lose: of several pings without an answer the first one says it all. */
  function lose(): boolean {
    const lost = new Set([...listeners.values()].flatMap((some) => [...some]));
    listeners.clear();
    stopPinging();
    for (const listener of lost) listener.onLost();
    return lost.size > 0;
  }

  receiver.on('close', lose);
  receiver.on('message', (channel: string, text: string) => {
    const topic = channel.slice(prefix.length) as SignalTopic;
    for (const listener of new Set(listeners.get(topic))) listener.onSignal(topic, text);
  });

  return {
    send: async (topic, text) => {
      await guard((redis) => redis.publish(channelOf(topic), text));
    },
    listen: async (topics, { onSignal, onLost }) => {
      // Its own object: the same listener may listen twice.
      const listener = { onSignal, onLost };
      add(topics, listener);
      try {
        await orUnavailable(receiver.subscribe(...topics.map(channelOf)));
      } catch (error) {
        remove(topics, listener);
        throw error;
      }
      return () => remove(topics, listener);
    },
  };
}
