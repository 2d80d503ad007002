export type HashWorkerAnswer =
  | { kind: 'read'; readInBytes: number }
  | { kind: 'hashed'; sha256: string }
  | { kind: 'unreadable' };

/** `impossible`: this browser has no worker to do it. `unreadable`: it cannot read the file. SHA-256 is lower-case hex. */
export type FileHash = { kind: 'hashed'; sha256: string } | { kind: 'unreadable' } | { kind: 'impossible' };

type HashFileInput = {
  file: File;
  signal: AbortSignal;
  /** 0 to 100, whole. */
  onPercent: (percent: number) => void;
};

const known = new WeakMap<File, FileHash>();

/** Workers, and digests of parts, are what sending in parts needs. Browsers offer the second to safe origins only. */
export function canHash(): boolean {
  return typeof Worker === 'function' && typeof globalThis.crypto?.subtle === 'object';
}

/**
 * The SHA-256 of a whole file, computed beside the page so that the page stays quick, and once for each file. Rejects
 * when `signal` is aborted.
 */
export async function hashFile({ file, signal, onPercent }: HashFileInput): Promise<FileHash> {
  const before = known.get(file);
  if (before) return before;
  if (!canHash()) return { kind: 'impossible' };
  signal.throwIfAborted();
  const worker = new Worker(new URL('hash.worker.ts', import.meta.url), { type: 'module' });
  try {
    const hash = await askWorker(worker, { file, signal, onPercent });
    if (hash.kind === 'hashed') known.set(file, hash);
    return hash;
  } finally {
    worker.terminate();
  }
}

function askWorker(worker: Worker, { file, signal, onPercent }: HashFileInput): Promise<FileHash> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('Given up.', 'AbortError')), { once: true });
    worker.addEventListener('error', () => resolve({ kind: 'impossible' }), { once: true });
    worker.addEventListener('message', ({ data }: MessageEvent<HashWorkerAnswer>) => {
      if (data.kind === 'read') onPercent(Math.floor((data.readInBytes / file.size) * 100));
      else resolve(data);
    });
    worker.postMessage(file);
  });
}
