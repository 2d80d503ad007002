import type { Message, MessagesPort } from './messages.port.ts';

export type MessageDelivery = {
  /** Answers at once; the message is handed over afterwards, and again where that fails, until `giveUpAt`. */
  deliver(message: Message, giveUpAt: Date): void;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
};

export type DeliveryFailure = { error: unknown; channel: Message['channel']; attempt: number; willRetry: boolean };

const pausesMs = [1_000, 5_000, 15_000, 45_000];

/**
 * Sending happens after the answer: whoever asks learns nothing from how long a provider takes, and waits for none.
 * `onFailure` is told every attempt that failed; neither the address nor the text is handed to it.
 */
export function createMessageDelivery(dependencies: {
  messages: MessagesPort;
  now: () => Date;
  wait: (ms: number) => Promise<void>;
  onFailure: (failure: DeliveryFailure) => void;
}): MessageDelivery {
  const underWay = new Set<Promise<void>>();

  async function attempt(message: Message, giveUpAt: Date): Promise<void> {
    for (let count = 1; ; count++) {
      try {
        return await dependencies.messages.send(message);
      } catch (error) {
        const pauseMs = pausesMs[count - 1];
        const willRetry = pauseMs !== undefined && dependencies.now().getTime() + pauseMs < giveUpAt.getTime();
        dependencies.onFailure({ error, channel: message.channel, attempt: count, willRetry });
        if (!willRetry) return;
        await dependencies.wait(pauseMs);
      }
    }
  }

  return {
    deliver: (message, giveUpAt) => {
      const delivery = dependencies.wait(0).then(() => attempt(message, giveUpAt));
      underWay.add(delivery);
      void delivery.finally(() => underWay.delete(delivery));
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}
