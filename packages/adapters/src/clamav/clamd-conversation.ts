import { connect } from 'node:net';

/** Where clamd listens: `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`. */
export type ClamdAddress = { host: string; port: number } | { path: string };

const longestAnswer = 4_096;

export type ClamdConversation = {
  /** Resolves when it was passed on, or when nobody takes it any more. */
  write: (...pieces: readonly Uint8Array[]) => Promise<void>;
  /** What clamd said, whole: it ends with a NUL. Rejects where it said nothing, less than that, or too late. */
  answer: Promise<string>;
  /** It has begun to answer, or is gone: nothing that is written from now on is read. */
  isOver: () => boolean;
  end: () => void;
};

/** One command to clamd on a connection of its own. `silenceMs` without a byte in either direction ends it. */
export function talkToClamd(
  address: ClamdAddress,
  { silenceMs, signal }: { silenceMs: number; signal: AbortSignal | undefined },
): ClamdConversation {
  const socket = connect({ ...address, ...(signal ? { signal } : {}) });
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`clamd was silent for ${silenceMs} ms.`)));
  let said = '';
  let isOver = false;
  const answer = new Promise<string>((resolve, reject) => {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      said += text;
      if (said.length > longestAnswer) socket.destroy(new Error('clamd said too much.'));
    });
    socket.on('error', (error) => {
      isOver = true;
      // It says what it has to say and cuts the connection, whatever is still on its way to it.
      if (said.endsWith('\0')) resolve(said.slice(0, -1));
      else reject(error);
    });
    socket.on('close', () => {
      isOver = true;
      if (said.endsWith('\0')) resolve(said.slice(0, -1));
      else reject(new Error('clamd ended the connection without an answer.'));
    });
  });
  // It is looked at when everything was sent; until then its failure is nobody's.
  answer.catch(() => undefined);
  return {
    write: (...pieces) =>
      new Promise((resolve) => {
        if (isOver) return resolve();
        socket.cork();
        for (const [at, piece] of pieces.entries()) {
          // Told of a failure too: the answer carries it.
          if (at === pieces.length - 1) socket.write(piece, () => resolve());
          else socket.write(piece);
        }
        socket.uncork();
        return undefined;
      }),
    answer,
    isOver: () => isOver || said !== '',
    end: () => socket.destroy(),
  };
}
