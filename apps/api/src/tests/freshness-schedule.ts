import { setImmediate as turn } from 'node:timers/promises';

/** An instance of the portal while it lives: once it is over, nothing of it goes on. */
export type Life = { isOver: boolean };

export type Schedule = {
  /** Waits until it is this step's turn; of a life that is over it never is. */
  step: <Result>(life: Life, act: () => Promise<Result>) => Promise<Result>;
  /** Lets the step that `choice` points at happen, and resolves when nothing moves that does not wait for its turn. */
  advance: (choice: number) => Promise<void>;
  /** Resolves when nothing moves. */
  settle: () => Promise<void>;
  isIdle: () => boolean;
};

type Waiting = { life: Life; happen: () => Promise<void> };

/**
 * Takes what goes on at the same time apart into steps, of which one happens after another in whatever order is chosen,
 * so that a run can be told by its choices and comes again from them.
 */
export function createSchedule(): Schedule {
  let waiting: Waiting[] = [];
  const settle = async (): Promise<void> => {
    // What is gathered within a turn of the event loop is asked for in the next one.
    for (let turns = 0; turns < 3; turns += 1) await turn();
  };
  return {
    step: (life, act) =>
      new Promise((resolve, reject) => {
        waiting.push({ life, happen: () => act().then(resolve, reject) });
      }),
    advance: async (choice) => {
      waiting = waiting.filter(({ life }) => !life.isOver);
      const [next] = waiting.splice(choice % Math.max(waiting.length, 1), 1);
      await next?.happen();
      await settle();
    },
    settle,
    isIdle: () => waiting.every(({ life }) => life.isOver),
  };
}
