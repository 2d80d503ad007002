import type { DocumentsVersion } from '@portal/core/documents/documents.port';
import { isProblem, PortalProblem } from '@portal/core/problem';
import type { Viewer } from '@portal/core/viewer';
import type { Instance } from './freshness-instance.ts';
import type { Schedule } from './freshness-schedule.ts';
import type { FinishedRead, Shown, Truth, View } from './freshness-truth.ts';
import type { Change, Writes } from './freshness-writes.ts';

export type Action = {
  what: 'list' | 'upload' | Change;
  instance: number;
  view: View;
  /** Which of the documents; counts round. */
  document: number;
  /** Browsers below `browsersThatRemember` ask with the ETag of what they have. */
  browser: number;
};

export type Outcome = { counts: Record<string, number>; faults: string[] };

type Surroundings = {
  schedule: Schedule;
  truth: Truth;
  viewer: Viewer;
  writes: Writes;
  outcome: Outcome;
  /** Told of each read that was answered. */
  judge: (read: FinishedRead) => void;
  count: (what: string) => void;
};

export type Acting = {
  /** Never rejects. */
  act: (instance: Instance, asked: Action) => Promise<void>;
  start: (instance: Instance, asked: Action) => void;
  /** How many have begun and not ended, of instances that live. */
  underWay: () => number;
};

export const browsersThatRemember = 3;

/** Patients who read and write, and what they see held against what they may see. */
export function createActing(surroundings: Surroundings): Acting {
  const { truth, outcome, judge, count } = surroundings;
  const memories = new Map<string, { version: DocumentsVersion; shown: Shown }>();
  const lives = new Map<symbol, Instance['life']>();

  const list = async (instance: Instance, { view, browser }: Action): Promise<void> => {
    const toldAtItsBegin = truth.newestTold();
    const memory = `${browser}:${view}`;
    const had = browser < browsersThatRemember ? memories.get(memory) : undefined;
    const { version, bytes } = await instance.list(view, had?.version);
    const shown = bytes ? (JSON.parse(Buffer.from(bytes).toString()) as Shown) : (had?.shown ?? []);
    count('reads');
    judge({ view, shown, version, toldAtItsBegin, commitsAtItsEnd: truth.commits() });
    memories.set(memory, { version, shown });
  };

  const act = async (instance: Instance, asked: Action): Promise<void> => {
    try {
      await (asked.what === 'list' ? list(instance, asked) : write(surroundings, instance, asked));
    } catch (error) {
      // What a patient may be told: there is no such document any more, or not now.
      if (!(error instanceof PortalProblem)) outcome.faults.push(String(error));
      else if (isProblem(error, 'service_unavailable')) count('not_now');
    }
  };

  return {
    act,
    start: (instance, asked) => {
      const own = Symbol();
      lives.set(own, instance.life);
      void act(instance, asked).then(() => lives.delete(own));
    },
    underWay: () => [...lives.values()].filter(({ isOver }) => !isOver).length,
  };
}

/** A commit, what the design does after it, and the answer: it can die between any two of them. */
async function write(surroundings: Surroundings, instance: Instance, asked: Action): Promise<void> {
  const { schedule, truth, count } = surroundings;
  const commit = await commitOf(surroundings, instance, asked);
  await instance.afterWrite();
  await schedule.step(instance.life, async () => truth.acknowledge(commit));
  count('writes');
}

async function commitOf(
  { schedule, truth, viewer, writes }: Surroundings,
  { life }: Instance,
  { what, document: number }: Action,
): Promise<number> {
  const documents = truth.documents();
  const chosen = documents[number % Math.max(documents.length, 1)];
  if (what === 'list' || what === 'upload' || !chosen) {
    const upload = await schedule.step(life, () => writes.prepareUpload(viewer));
    return schedule.step(life, async () => truth.commit(await writes.finishUpload(viewer, upload, truth.documents())));
  }
  return schedule.step(life, async () => {
    const now = truth.documents();
    const document = now.find(({ id }) => id === chosen.id) ?? chosen;
    return truth.commit(await writes.change(viewer, what, document, now));
  });
}
