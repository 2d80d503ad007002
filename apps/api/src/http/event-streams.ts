import { Readable } from 'node:stream';
import { PortalProblem } from '@portal/core/problem';

export type EventStream = {
  /** To be sent as it comes. Destroyed when its reader is gone. */
  text: Readable;
  /** Says this, unless it has ended. */
  say: (text: string) => void;
  /** Ends it, with all that was said before. */
  end: () => void;
  isOpen: () => boolean;
  /** Called once, when it has ended, whoever ended it. */
  onEnd: (clean: () => void) => void;
};

export type EventStreams = {
  /** Throws `service_unavailable` where there is no room, or none any more because the process ends. */
  open(sessionId: string): EventStream;
  /** Ends all of them, and opens no other. */
  drain(): void;
};

export type EventStreamsPolicy = {
  /** In this process: each is a connection. */
  most: number;
  /** A browser needs one. Of more, the oldest goes: it may be one whose reader was lost without a word. */
  mostOfASession: number;
  /** What is said and not taken yet, in bytes: whoever takes nothing is let go. */
  mostUntakenBytes: number;
};

export const eventStreamsPolicy: EventStreamsPolicy = {
  most: 2_000,
  mostOfASession: 3,
  mostUntakenBytes: 64 * 1024,
};

const retryAfterSeconds = 30;

/** Answers that go on: those of this process, and the limits that they keep. */
export function createEventStreams({ most, mostOfASession, mostUntakenBytes }: EventStreamsPolicy): EventStreams {
  const streamsOf = new Map<string, EventStream[]>();
  let count = 0;
  let isDraining = false;

  function leave(sessionId: string, gone: EventStream): void {
    count -= 1;
    const left = (streamsOf.get(sessionId) ?? []).filter((stream) => stream !== gone);
    if (left.length === 0) streamsOf.delete(sessionId);
    else streamsOf.set(sessionId, left);
  }

  return {
    open: (sessionId) => {
      if (isDraining || count >= most) throw noRoom();
      const stream = createEventStream(mostUntakenBytes);
      const ofSession = streamsOf.get(sessionId) ?? [];
      count += 1;
      streamsOf.set(sessionId, [...ofSession, stream]);
      stream.onEnd(() => leave(sessionId, stream));
      if (ofSession.length >= mostOfASession) ofSession[0]?.end();
      return stream;
    },
    drain: () => {
      isDraining = true;
      for (const stream of [...streamsOf.values()].flat()) stream.end();
    },
  };
}

function createEventStream(mostUntakenBytes: number): EventStream {
  const cleaners: (() => void)[] = [];
  let isOver = false;
  const text = new Readable({ encoding: 'utf8', read: () => undefined });
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    text.push(null);
    for (const clean of cleaners) clean();
  };
  text.once('close', end);
  return {
    text,
    say: (said) => {
      if (isOver) return;
      text.push(said);
      if (text.readableLength > mostUntakenBytes) end();
    },
    end,
    isOpen: () => !isOver,
    onEnd: (clean) => {
      if (isOver) clean();
      else cleaners.push(clean);
    },
  };
}

function noRoom(): PortalProblem {
  return new PortalProblem(
    'service_unavailable',
    'The portal cannot tell of changes by itself right now. Nothing is lost: the page asks for them instead.',
    { retryAfterSeconds },
  );
}
