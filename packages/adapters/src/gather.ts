import { setImmediate } from 'node:timers/promises';

type Work<Input, Output> = {
  /** Does all or nothing; answers in the order of `inputs`. */
  together: (inputs: readonly Input[]) => Promise<readonly Output[]>;
  /** For each of those that were tried together and failed. */
  alone: (input: Input) => Promise<Output>;
  /** Whether a failure of `together` may have been one input's. All of them meet any other one. */
  isOfOne: (error: unknown) => boolean;
  /** How many are taken together. */
  atMost: number;
  /** How many times `together` is under way. */
  atOnce: number;
  /** Who has waited for longer for their turn meets a failure that all met, instead of waiting as long once more. */
  patienceMs: number;
};

type Waiting<Input, Output> = {
  input: Input;
  sinceMs: number;
  resolve: (output: Output) => void;
  reject: (error: unknown) => void;
};

/**
 * Gathers what is asked for while earlier ones are under way, and does it together: nobody waits for company, and the
 * busier it is the more share one way. Each gets its own answer.
 */
export function gather<Input, Output>(work: Work<Input, Output>): (input: Input) => Promise<Output> {
  const { together, alone, isOfOne, atMost, atOnce, patienceMs } = work;
  const waiting: Waiting<Input, Output>[] = [];
  let underWay = 0;

  const run = async (taken: readonly Waiting<Input, Output>[]): Promise<void> => {
    try {
      const outputs = await together(taken.map(({ input }) => input));
      taken.forEach(({ resolve }, at) => resolve(outputs[at] as Output));
    } catch (error) {
      for (const { input, resolve, reject } of taken) {
        if (isOfOne(error)) alone(input).then(resolve, reject);
        else reject(error);
      }
      if (!isOfOne(error)) rejectImpatient(error);
    }
  };
  const rejectImpatient = (error: unknown): void => {
    const sinceMs = performance.now() - patienceMs;
    const patient = waiting.findIndex((one) => one.sinceMs > sinceMs);
    const impatient = waiting.splice(0, patient === -1 ? waiting.length : patient);
    for (const { reject } of impatient) reject(error);
  };
  const go = async (): Promise<void> => {
    if (underWay >= atOnce) return;
    underWay += 1;
    // All that come in the same turn go together.
    await setImmediate();
    while (waiting.length > 0) await run(waiting.splice(0, atMost));
    underWay -= 1;
  };
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, sinceMs: performance.now(), resolve, reject });
      void go();
    });
}
