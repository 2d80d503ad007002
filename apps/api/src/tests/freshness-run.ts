import * as fc from 'fast-check';
import { createAccidents, type Grounds } from './freshness-accidents.ts';
import { type Action, createActing, type Outcome } from './freshness-acting.ts';
import type { Design } from './freshness-designs.ts';
import { type Circumstances, startInstance } from './freshness-instance.ts';
import { createSchedule } from './freshness-schedule.ts';
import { createTruth, type FinishedRead } from './freshness-truth.ts';
import { changes, createWrites, newViewer } from './freshness-writes.ts';

/** What is asked for, and the numbers that decide everything else: which step comes next, what fails, what dies. */
export type Scenario = { actions: readonly Action[]; choices: readonly number[] };

const instancesAtOnce = 3;
const browsers = 6;
const atOnce = 8;
const choiceMs = 20;

const action: fc.Arbitrary<Action> = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('list' as const) },
    { weight: 1, arbitrary: fc.constantFrom('upload' as const, 'upload' as const, ...changes) },
  ),
  instance: fc.nat(instancesAtOnce - 1),
  view: fc.constantFrom('active' as const, 'active' as const, 'trash' as const),
  document: fc.nat(20),
  browser: fc.nat(browsers - 1),
});

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  actions: fc.array(action, { minLength: 100, maxLength: 140 }),
  choices: fc.array(fc.nat(1_000_000), { minLength: 400, maxLength: 400 }),
});

/** What a run of instances over one record goes through. */
export async function runFreshness(ground: Grounds, design: Design, { actions, choices }: Scenario): Promise<Outcome> {
  const run = await startRun(ground, design, choices);
  const todo = [...actions];
  while (todo.length > 0 || !run.schedule.isIdle()) {
    const event = run.draw(100);
    if (event < 2) await run.flush();
    else if (event < 5) await run.evict();
    else if (event < 7) run.crash();
    else if (event < 15) await ground.replica.catchUp();
    else if (event < 19) await run.remember();
    else if (event < 21) await run.failOver();
    else if (event < 55 && todo.length > 0 && run.underWay() < atOnce) await run.start(todo.splice(0, 1 + run.draw(2)));
    else await run.schedule.advance(run.draw(atOnce * 2));
  }
  return run.outcome;
}

async function startRun(ground: Grounds, design: Design, choices: readonly number[]) {
  let choice = 0;
  const draw = (below: number): number => {
    // The second time round they are others.
    const lap = Math.floor(choice / choices.length);
    const drawn = (choices[choice % choices.length] ?? 0) + lap * 7_919;
    choice += 1;
    return drawn % below;
  };
  const outcome: Outcome = { counts: {}, faults: [] };
  const count = countInto(outcome.counts);
  const viewer = await newViewer(ground.postgres);
  const schedule = createSchedule();
  const nowMs = (): number => choice * choiceMs;
  const circumstances: Circumstances = { ground, design, schedule, viewer, draw, nowMs, count };
  const truth = createTruth();
  const instances = Array.from({ length: instancesAtOnce }, () => startInstance(circumstances));
  const judge = (read: FinishedRead): void => {
    const fault = truth.faultOf(read);
    if (fault !== undefined) outcome.faults.push(fault);
  };
  const acting = createActing({
    judge,
    schedule,
    truth,
    viewer,
    writes: createWrites(ground.postgres),
    outcome,
    count,
  });
  const accidents = await createAccidents({ ground, circumstances, truth, instances });
  return {
    ...accidents,
    draw,
    schedule,
    outcome,
    underWay: acting.underWay,
    start: async (some: readonly Action[]) => {
      for (const asked of some) {
        const instance = instances[asked.instance];
        if (instance) acting.start(instance, asked);
      }
      await schedule.settle();
    },
  };
}

export function countInto(counts: Record<string, number>): (what: string) => void {
  return (what) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
}
