/** Nothing went out for so long: the connection is dead, whatever the browser thinks of it. */
const silenceMs = 60_000;

/** Aborts its `signal` when nothing was heard for a minute. End it when the request is over. */
export function watchSilence() {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let timer = setTimeout(abort, silenceMs);
  return {
    signal: controller.signal,
    heard: (): void => {
      clearTimeout(timer);
      timer = setTimeout(abort, silenceMs);
    },
    end: (): void => clearTimeout(timer),
  };
}
