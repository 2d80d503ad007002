/**
 * Runs `work` again and again, one at a time, about every `everyMs` (a fifth more or less, so that many instances
 * spread out). What fails is reported and tried again next time. Does not keep the process alive.
 */
export function repeat(options: { work: () => Promise<unknown>; everyMs: number; onError: (error: unknown) => void }): {
  stop: () => Promise<void>;
} {
  const { work, everyMs, onError } = options;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    if (!isStopped) plan();
  };
  const plan = (): void => {
    timer = setTimeout(
      () => {
        running = run();
      },
      everyMs * (0.8 + Math.random() * 0.4),
    ).unref();
  };
  plan();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
