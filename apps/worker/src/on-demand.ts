/**
 * Runs `work` when it is asked for, one at a time: asked for while it runs, it runs once more afterwards. What fails is
 * reported. `stop` aborts the signal of what runs and resolves when it is done; nothing runs after that.
 */
export function onDemand(options: {
  work: (input: { signal: AbortSignal }) => Promise<unknown>;
  onError: (error: unknown) => void;
}): { nudge: () => void; stop: () => Promise<void> } {
  const { work, onError } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let isWanted = false;

  const run = async (): Promise<void> => {
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false;
      try {
        await work({ signal: stopping.signal });
      } catch (error) {
        onError(error);
      }
    }
    running = undefined;
  };
  return {
    nudge: () => {
      isWanted = true;
      running ??= run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
