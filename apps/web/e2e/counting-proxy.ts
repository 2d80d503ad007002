import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type CountingProxy = {
  /** `http://localhost:PORT`: the address by which the browser knows what stands behind. */
  url: string;
  /** What stands behind, once it is there. */
  leadTo: (target: string) => void;
  /** So many bytes a second go up, over all connections; `undefined` is as fast as they come. */
  slowTo: (bytesPerSecond: number | undefined) => void;
  /**
   * Requests whose first line matches come to a stand on their way up, so many bytes after their beginning; others pass
   * by them. What stands stays so until `letGo`, or until another pattern takes the place of this one.
   */
  hold: (firstLine: RegExp, afterInBytes: number) => void;
  letGo: () => void;
  /** How many requests stand now. */
  standing: () => number;
  /** Everything that browsers sent since the last time this was asked to begin anew, heads and all. */
  sentInBytes: () => number;
  beginAnew: () => void;
  /** Breaks every connection off, with whatever is on its way, and takes no new one until `mend`. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
};

type Hold = { firstLine: RegExp; afterInBytes: number };

/** Says of each piece of one connection, in turn, whether the line is to stand behind it. */
function createHolding(current: () => Hold | undefined): (piece: Buffer) => boolean {
  let by: Hold | undefined;
  let leftInBytes = 0;
  return (piece) => {
    const hold = current();
    // Browsers send a request's head by itself, so that it begins a piece.
    if (hold?.firstLine.test(piece.toString('latin1', 0, piece.indexOf('\r\n')))) {
      by = hold;
      leftInBytes = hold.afterInBytes;
    }
    if (by === undefined || by !== hold) return false;
    leftInBytes -= piece.length;
    return leftInBytes <= 0;
  };
}

/** Stands between a browser and the portal, counts what goes up, and is as slow as a real line where that is asked for. */
export async function startCountingProxy(): Promise<CountingProxy> {
  const sockets = new Set<Socket>();
  const standing = new Set<Socket>();
  const state = { target: '', bytesPerSecond: Number.POSITIVE_INFINITY, sentInBytes: 0, freeAt: 0, isCut: false };
  let held: Hold | undefined;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      standing.delete(socket);
    });
    // Browsers cut connections; that is theirs to do.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (state.isCut) return void near.destroy();
    const { hostname, port } = new URL(state.target);
    const far = connect(Number(port), hostname);
    keep(far);
    const isToStand = createHolding(() => held);
    near.on('data', (piece: Buffer) => {
      state.sentInBytes += piece.length;
      const isTaken = far.write(piece);
      if (isToStand(piece)) {
        standing.add(near);
        return void near.pause();
      }
      state.freeAt = Math.max(state.freeAt, Date.now()) + (piece.length / state.bytesPerSecond) * 1000;
      const delayMs = state.freeAt - Date.now();
      if (isTaken && delayMs < 1) return undefined;
      near.pause();
      const goOn = (): void => void near.resume();
      if (delayMs >= 1) setTimeout(() => (far.writableNeedDrain ? far.once('drain', goOn) : goOn()), delayMs);
      else far.once('drain', goOn);
      return undefined;
    });
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    return undefined;
  });
  const cut = (): void => {
    state.isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const letGo = (): void => {
    held = undefined;
    for (const socket of standing) socket.resume();
    standing.clear();
  };
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    leadTo: (target) => {
      state.target = target;
    },
    slowTo: (bytesPerSecond = Number.POSITIVE_INFINITY) => {
      state.bytesPerSecond = bytesPerSecond;
      state.freeAt = 0;
    },
    hold: (firstLine, afterInBytes) => {
      letGo();
      held = { firstLine, afterInBytes };
    },
    letGo,
    standing: () => standing.size,
    sentInBytes: () => state.sentInBytes,
    beginAnew: () => {
      state.sentInBytes = 0;
    },
    cut,
    mend: () => {
      state.isCut = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
