import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from '@portal/testing/upload-tools';
import { createActing, type Outcome } from './freshness-acting.ts';
import type { Design } from './freshness-designs.ts';
import { type Ground, type Instance, startInstance } from './freshness-instance.ts';
import { countInto } from './freshness-run.ts';
import type { Schedule } from './freshness-schedule.ts';
import { createTruth, type FinishedRead } from './freshness-truth.ts';
import { changes, createWrites, newViewer } from './freshness-writes.ts';

export type LoadPlan = {
  design: Design;
  seed: number;
  patients: number;
  readsAPatient: number;
  /** How long a patient rests after a change, at most: some of them longer than a replica lags. */
  restMs: number;
};

const instancesAtOnce = 2;
const readsBetweenRestarts = 40;

/** Nothing waits for its turn: what happens at the same time does so as it comes. */
const asItComes: Schedule = {
  step: (_life, act) => act(),
  advance: async () => undefined,
  settle: async () => undefined,
  isIdle: () => true,
};

/** Patients who change something now and then and read without a pause, each over all instances. */
export async function loadWithPatients(ground: Ground, plan: LoadPlan): Promise<Outcome> {
  const outcome: Outcome = { counts: {}, faults: [] };
  const patients = Array.from({ length: plan.patients }, (_, index) => index);
  await Promise.all(patients.map((index) => actAsPatient(ground, { ...plan, seed: plan.seed + index }, outcome)));
  return outcome;
}

async function actAsPatient(ground: Ground, plan: LoadPlan, outcome: Outcome): Promise<void> {
  const random = createRandom(plan.seed);
  const count = countInto(outcome.counts);
  const viewer = await newViewer(ground.postgres);
  const nowMs = (): number => performance.now();
  // Nothing fails by itself here.
  const draw = (below: number): number => below - 1;
  const circumstances = { ground, design: plan.design, schedule: asItComes, viewer, draw, nowMs, count };
  const start = (): Instance[] => Array.from({ length: instancesAtOnce }, () => startInstance(circumstances));
  const truth = createTruth();
  const writes = createWrites(ground.postgres);
  // A commit may be seen before whoever made it hears of it: what was seen is looked at when all is known.
  const finished: FinishedRead[] = [];
  const judge = (one: FinishedRead): void => {
    finished.push({ ...one, commitsAtItsEnd: one.commitsAtItsEnd + 1 });
  };
  const { act } = createActing({ schedule: asItComes, truth, viewer, writes, outcome, judge, count });
  let instances = start();
  const somewhere = (): Instance => instances[random(instances.length)] ?? startInstance(circumstances);
  let isOver = false;
  const change = async (): Promise<void> => {
    while (!isOver) {
      const what = random(3) === 0 ? (changes[random(changes.length)] ?? 'rename') : 'upload';
      await act(somewhere(), { what, instance: 0, view: 'active', document: random(50), browser: 0 });
      await wait(random(plan.restMs));
    }
  };
  const read = async (): Promise<void> => {
    for (let reads = 0; reads < plan.readsAPatient; reads += 1) {
      // New processes hold nothing, and what Redis held is gone too: pages have to come from a database.
      if (reads % readsBetweenRestarts === 0) instances = start();
      if (reads % readsBetweenRestarts === 0) await ground.redis.flushdb();
      const view = random(4) === 0 ? 'trash' : 'active';
      await act(somewhere(), { what: 'list', instance: 0, view, document: 0, browser: random(6) });
      await wait(random(60));
    }
    isOver = true;
  };
  await Promise.all([change(), read()]);
  outcome.faults.push(...finished.flatMap((one) => truth.faultOf(one) ?? []));
}
