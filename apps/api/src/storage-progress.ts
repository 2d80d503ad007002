import { sizeInWords } from '@portal/core/documents/size-in-words';

const everyMs = { terminal: 200, lines: 5_000 };

/** How far a long command is: on a terminal one line that changes, else a line every few seconds. */
export function createStorageProgress(options: {
  total: { documents: number; sizeInBytes: number };
  /** What was done by an earlier run. */
  done: { documents: number; sizeInBytes: number };
  out: { write: (text: string) => unknown; isTTY?: boolean };
  now: () => number;
}): { addBytes: (sizeInBytes: number) => void; setDocuments: (documents: number) => void; end: () => void } {
  const { total, done, out, now } = options;
  const isTerminal = out.isTTY === true;
  const startedAt = now();
  let { documents } = done;
  let bytes = 0;
  let saidAt = startedAt;
  const say = (isLast: boolean): void => {
    const line = describe({
      total,
      documents,
      bytes: done.sizeInBytes + bytes,
      newBytes: bytes,
      ms: now() - startedAt,
    });
    if (isTerminal) out.write(`\r\u001b[K${line}${isLast ? '\n' : ''}`);
    else out.write(`${line}\n`);
    saidAt = now();
  };
  const sayInTime = (): void => {
    if (now() - saidAt >= (isTerminal ? everyMs.terminal : everyMs.lines)) say(false);
  };
  return {
    addBytes: (sizeInBytes) => {
      bytes += sizeInBytes;
      sayInTime();
    },
    setDocuments: (count) => {
      documents = count;
      sayInTime();
    },
    end: () => say(true),
  };
}

function describe(state: {
  total: { documents: number; sizeInBytes: number };
  documents: number;
  bytes: number;
  newBytes: number;
  ms: number;
}): string {
  const { total, documents, bytes, newBytes, ms } = state;
  const perSecond = ms > 0 ? (newBytes / ms) * 1000 : 0;
  const left = perSecond > 0 ? `, about ${inWords((total.sizeInBytes - bytes) / perSecond)} left` : '';
  return `${documents} of ${total.documents} documents, ${sizeInWords(bytes)} of ${sizeInWords(total.sizeInBytes)}, ${sizeInWords(perSecond)}/s${documents < total.documents ? left : ''}`;
}

function inWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 90) return `${whole} s`;
  return whole < 5400 ? `${Math.round(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}
