export type Later = (callback: () => void, delayMs: number) => () => void;

/** One wake-up a line, at most; it can be taken back. */
export function createWakeUps(later: Later) {
  const takeBack = new Map<string, () => void>();

  function forget(id: string): void {
    takeBack.get(id)?.();
    takeBack.delete(id);
  }

  return {
    set: (id: string, wake: () => void, delayMs: number): void => {
      forget(id);
      takeBack.set(id, later(wake, delayMs));
    },
    forget,
  };
}
