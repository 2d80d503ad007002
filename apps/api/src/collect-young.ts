import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const everyBytes = 4 * 1024 * 1024;

/**
 * Told of every piece of a body, it has the garbage that is young collected now and then. A piece is some hundred bytes
 * in JavaScript's heap and 64 KiB outside of it: by itself the engine would hardly ever look for those, and at last
 * collect the whole heap for their sum.
 */
export function createYoungCollector(collect: () => void = findCollector()): (count: number) => void {
  let sinceInBytes = 0;
  return (count) => {
    sinceInBytes += count;
    if (sinceInBytes < everyBytes) return;
    sinceInBytes = 0;
    collect();
  };
}

/** Node hands it out only where it is asked for, to contexts that begin after that. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
  setFlagsFromString('--no-expose-gc');
  return () => {
    gc({ type: 'minor', execution: 'sync' });
  };
}
