import type { FrozenReader } from '@portal/testing/frozen-reader';
import type { RecordHistory, RememberedRecord } from '@portal/testing/record-history';
import { type Circumstances, type Ground, type Instance, startInstance } from './freshness-instance.ts';
import type { Kept, Truth } from './freshness-truth.ts';

/** How far the replica is, and what a failover leaves, are for a run to choose. */
export type Grounds = Ground & { replica: FrozenReader; history: RecordHistory };

export type Accidents = {
  flush: () => Promise<void>;
  evict: () => Promise<void>;
  /** An instance dies with everything it is about; another one takes its place. */
  crash: () => void;
  /** How the record is now is what the next failover leaves of it. */
  remember: () => Promise<void>;
  failOver: () => Promise<void>;
};

export async function createAccidents(surroundings: {
  ground: Grounds;
  circumstances: Circumstances;
  truth: Truth;
  instances: Instance[];
}): Promise<Accidents> {
  const { ground, circumstances, truth, instances } = surroundings;
  const { redis, history } = ground;
  const { viewer, draw, count } = circumstances;
  const rememberNow = async (): Promise<{ record: RememberedRecord; documents: readonly Kept[] }> => ({
    record: await history.remember(viewer.recordId),
    documents: truth.documents(),
  });
  let remembered = await rememberNow();
  return {
    flush: async () => {
      await redis.flushdb();
      count('flushes');
    },
    evict: async () => {
      const keys = (await redis.keys('*')).toSorted();
      const key = keys[draw(Math.max(keys.length, 1))];
      if (key === undefined) return;
      await redis.del(key);
      count('evictions');
    },
    crash: () => {
      const index = draw(instances.length);
      const life = instances[index]?.life;
      if (life) life.isOver = true;
      instances[index] = startInstance(circumstances);
      count('deaths');
    },
    remember: async () => {
      remembered = await rememberNow();
    },
    failOver: async () => {
      await history.failOver(viewer.recordId, remembered.record);
      truth.acknowledge(truth.commit(remembered.documents));
      count('failovers');
    },
  };
}
