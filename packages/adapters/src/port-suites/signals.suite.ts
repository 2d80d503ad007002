import { randomUUID } from 'node:crypto';
import { documentsOf, endOfSession, type SignalsPort, type SignalTopic } from '@portal/core/signals/signals.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `SignalsPort` must hold. Two instances of the portal, or one that is both. */
export function signalsSuite(name: string, setUp: () => { here: SignalsPort; there: SignalsPort }): void {
  async function hear(signals: SignalsPort, ...topics: readonly SignalTopic[]) {
    const heard: [SignalTopic, string][] = [];
    let losses = 0;
    const listener = {
      onSignal: (topic: SignalTopic, text: string) => void heard.push([topic, text]),
      onLost: () => void (losses += 1),
    };
    const stop = await signals.listen(topics, listener);
    return { heard, stop, losses: () => losses };
  }

  describe(`signals over ${name}`, () => {
    it('reach everybody who listens to their topic, here and there, in the order in which they were sent', async () => {
      const { here, there } = setUp();
      const [topic, end] = [documentsOf(randomUUID()), endOfSession(randomUUID())];
      const listeners = [await hear(here, topic, end), await hear(here, topic, end), await hear(there, topic, end)];
      await here.send(topic, 'one');
      await here.send(end, '');
      await here.send(topic, 'two');
      for (const { heard, stop } of listeners) {
        await expect
          .poll(() => heard)
          .toEqual([
            [topic, 'one'],
            [end, ''],
            [topic, 'two'],
          ]);
        stop();
      }
    });

    it('reach nobody who listens to another topic', async () => {
      const { here, there } = setUp();
      const [mine, theirs] = [documentsOf(randomUUID()), documentsOf(randomUUID())];
      const listener = await hear(there, mine);
      await here.send(theirs, 'not for me');
      await here.send(mine, 'for me');
      await expect.poll(() => listener.heard).toEqual([[mine, 'for me']]);
      listener.stop();
    });

    it('are heard no more by who has stopped, and still by the others', async () => {
      const { here, there } = setUp();
      const topic = documentsOf(randomUUID());
      const [gone, other] = [await hear(there, topic), await hear(there, topic)];
      gone.stop();
      gone.stop();
      await here.send(topic, 'later');
      await expect.poll(() => other.heard).toEqual([[topic, 'later']]);
      expect(gone.heard).toEqual([]);
      other.stop();
      const again = await hear(there, topic);
      await here.send(topic, 'again');
      await expect.poll(() => again.heard).toEqual([[topic, 'again']]);
      expect([gone, other, again].map(({ losses }) => losses())).toEqual([0, 0, 0]);
      again.stop();
    });

    it('without a listener are sent to nobody, which is no failure', async () => {
      await setUp().here.send(documentsOf(randomUUID()), 'hello');
    });
  });
}
