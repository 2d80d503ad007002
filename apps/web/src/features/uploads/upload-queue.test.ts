import { describe, expect, it, vi } from 'vitest';
import { retryDelayMs } from './sending/retry.ts';
import type { BeginTransfer, TransferOutcome, TransferRun } from './sending/transfer.ts';
import type { UploadResult, UploadState } from './upload.ts';
import { isUnderWay, overallPercent } from './upload.ts';
import { createUploadQueue } from './upload-queue.ts';

const document: UploadResult['document'] = {
  id: '01980000-0000-7000-8000-000000000001',
  state: 'ready',
  title: 'Hearing test',
  fileName: 'Hearing test.pdf',
  category: 'other',
  documentDate: null,
  note: '',
  sizeInBytes: 4,
  sha256: 'a'.repeat(64),
  pageCount: null,
  hasActiveContent: false,
  hasThumbnail: false,
  checkResult: 'not_scanned',
  checkedAt: null,
  uploadedAt: '2026-05-06T10:00:00.000Z',
  trashedAt: null,
  purgeAt: null,
  revision: 1,
};

const pdf = (name: string, content = '%PDF'): File => new File([content], name);

/** A queue whose network is a hand: each sending stays open until it is answered. */
function createRig() {
  type Begun = Parameters<BeginTransfer>[0];
  const sendings: { input: Begun & TransferRun; answer: (outcome: TransferOutcome) => void }[] = [];
  const givenUp: File[] = [];
  const timers: { callback: () => void; delayMs: number }[] = [];
  const clock = { nowMs: 0 };
  const network = { online: true };
  const onArrived = vi.fn<(answer: UploadResult) => void>();
  const queue = createUploadQueue({
    begin: (begun) => ({
      run: (run) => new Promise((resolve) => sendings.push({ input: { ...begun, ...run }, answer: resolve })),
      giveUp: async () => void givenUp.push(begun.file),
    }),
    isInParts: ({ size }) => size > 100,
    check: async (file) => (file.name.endsWith('.jpg') ? { kind: 'picture' } : undefined),
    isOnline: () => network.online,
    later: (callback, delayMs) => {
      const timer = { callback, delayMs };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    nowMs: () => clock.nowMs,
    // The longest wait of those that chance allows.
    random: () => 1,
    onArrived,
  });
  const states = (): UploadState['kind'][] => queue.getSnapshot().map((upload) => upload.state.kind);
  const sent = async (count: number) => {
    await vi.waitFor(() => expect(sendings).toHaveLength(count));
    return sendings[count - 1]!;
  };
  const reached = (...kinds: UploadState['kind'][]) => vi.waitFor(() => expect(states()).toEqual(kinds));
  const interruption: TransferOutcome = { kind: 'interrupted', waitAtLeastMs: undefined, gotFurther: false };
  return { queue, sendings, givenUp, timers, clock, network, onArrived, sent, reached, interruption };
}

describe('The upload queue', () => {
  it('sends one file at a time, in the order in which they were added', async () => {
    const { queue, sent, reached } = createRig();
    queue.add([pdf('a.pdf'), pdf('b.pdf')]);
    const first = await sent(1);
    expect(first.input.file.name).toBe('a.pdf');
    first.input.onNews({ kind: 'sent', sentInBytes: 0, keptInBytes: 0 });
    await reached('sending', 'waiting');
    first.answer({ kind: 'answered', answer: { document, duplicate: false } });
    await sent(2);
    await reached('arrived', 'waiting');
  });

  it('calls a file by its name without .pdf', () => {
    const { queue } = createRig();
    queue.add([pdf('Knee_X-ray.PDF'), pdf('.pdf')]);
    expect(queue.getSnapshot().map((upload) => upload.title)).toEqual(['Knee X-ray', '.pdf']);
  });

  it('says how far a file is, how fast it goes and how long it takes', async () => {
    const { queue, sent, clock } = createRig();
    queue.add([pdf('a.pdf', 'x'.repeat(1000))]);
    const { input } = await sent(1);
    input.onNews({ kind: 'sent', sentInBytes: 0, keptInBytes: 0 });
    clock.nowMs = 1000;
    input.onNews({ kind: 'sent', sentInBytes: 250, keptInBytes: 0 });
    expect(queue.getSnapshot()[0]?.state).toEqual({
      kind: 'sending',
      percent: 25,
      keptPercent: 0,
      bytesPerSecond: 250,
      secondsLeft: 3,
    });
    expect(overallPercent(queue.getSnapshot())).toBe(25);
  });

  it('never sends what can be seen to be no PDF, and goes on with the next', async () => {
    const { queue, sent, reached } = createRig();
    queue.add([pdf('letter.jpg'), pdf('b.pdf')]);
    expect((await sent(1)).input.file.name).toBe('b.pdf');
    await reached('failed', 'waiting');
  });

  it('tells of a duplicate, and keeps both when asked to', async () => {
    const { queue, sent, reached, onArrived } = createRig();
    queue.add([pdf('a.pdf')]);
    (await sent(1)).answer({ kind: 'answered', answer: { document, duplicate: true } });
    await reached('duplicate');
    queue.keepBoth('upload-1');
    const again = await sent(2);
    expect(again.input.keepBoth).toBe(true);
    again.answer({ kind: 'answered', answer: { document, duplicate: false } });
    await reached('arrived');
    expect(onArrived).toHaveBeenCalledTimes(2);
  });

  it('stops sending when cancelled, goes on with the next, and can be asked again', async () => {
    const { queue, sent, reached } = createRig();
    queue.add([pdf('a.pdf'), pdf('b.pdf')]);
    const first = await sent(1);
    queue.cancel('upload-1');
    expect(first.input.signal.aborted).toBe(true);
    first.answer({ kind: 'given-up' });
    const second = await sent(2);
    await reached('cancelled', 'waiting');
    second.answer({ kind: 'answered', answer: { document, duplicate: false } });
    queue.retry('upload-1');
    expect((await sent(3)).input.file.name).toBe('a.pdf');
  });

  it('tries again by itself, waiting longer each time, and gives up after two minutes', async () => {
    const { queue, sent, timers, reached, interruption } = createRig();
    queue.add([pdf('a.pdf')]);
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      (await sent(attempt)).answer(interruption);
      await reached('interrupted');
      const timer = timers[0]!;
      delays.push(timer.delayMs);
      timer.callback();
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    (await sent(8)).answer(interruption);
    await reached('failed');
  });

  it('does not count an attempt of which the portal kept something, or for which it was too busy', async () => {
    const { queue, sent, timers, reached } = createRig();
    queue.add([pdf('a.pdf')]);
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      const waitAtLeastMs = attempt % 2 === 0 ? 5000 : undefined;
      (await sent(attempt)).answer({ kind: 'interrupted', waitAtLeastMs, gotFurther: attempt % 2 === 1 });
      await reached('interrupted');
      expect(timers[0]?.delayMs).toBe(waitAtLeastMs ?? 1000);
      timers[0]!.callback();
    }
  });

  it('pauses what goes in parts, sends the next meanwhile, and says how much stays, and goes on', async () => {
    const { queue, sent, reached, givenUp } = createRig();
    queue.add([pdf('large.pdf', 'x'.repeat(1000)), pdf('b.pdf')]);
    const first = await sent(1);
    expect(first.input.isInParts).toBe(true);
    first.input.onNews({ kind: 'preparing', percent: 50 });
    await reached('preparing', 'waiting');
    first.input.onNews({ kind: 'sent', sentInBytes: 430, keptInBytes: 400 });
    queue.pause('upload-1');
    expect(first.input.signal.aborted).toBe(true);
    expect(queue.getSnapshot()[0]?.state).toEqual({ kind: 'paused', percent: 40 });
    first.answer({ kind: 'given-up' });
    const second = await sent(2);
    expect(second.input.file.name).toBe('b.pdf');
    second.answer({ kind: 'answered', answer: { document, duplicate: false } });
    await reached('paused', 'arrived');
    queue.retry('upload-1');
    expect((await sent(3)).input.file.name).toBe('large.pdf');
    expect(givenUp).toEqual([]);
  });

  it('has what arrived of a file removed when it is cancelled', async () => {
    const { queue, sent, givenUp } = createRig();
    queue.add([pdf('large.pdf', 'x'.repeat(1000))]);
    await sent(1);
    queue.cancel('upload-1');
    expect(givenUp.map(({ name }) => name)).toEqual(['large.pdf']);
  });

  it('shows what became of a document: checked, or taken out of the trash', async () => {
    const { queue, sent, reached } = createRig();
    queue.add([pdf('a.pdf')]);
    const inTrash = { ...document, trashedAt: '2026-05-06T10:00:00.000Z' };
    (await sent(1)).answer({ kind: 'answered', answer: { document: inTrash, duplicate: true } });
    await reached('duplicate');
    queue.restored('upload-1', { ...document, state: 'processing' });
    queue.showDocument(document);
    expect(queue.getSnapshot()[0]?.state).toEqual({ kind: 'arrived', document });
  });

  it('waits without a network, and goes on by itself when there is one again', async () => {
    const { queue, sent, network, timers, reached, interruption } = createRig();
    queue.add([pdf('a.pdf'), pdf('b.pdf')]);
    const first = await sent(1);
    network.online = false;
    first.answer(interruption);
    await reached('interrupted', 'interrupted');
    expect(timers).toEqual([]);
    network.online = true;
    queue.goOn();
    expect((await sent(2)).input.file.name).toBe('a.pdf');
    await reached('waiting', 'waiting');
  });

  it('tells of bytes that arrived while they were being cancelled', async () => {
    const { queue, sent, reached, onArrived } = createRig();
    queue.add([pdf('a.pdf')]);
    const sending = await sent(1);
    queue.cancel('upload-1');
    sending.answer({ kind: 'answered', answer: { document, duplicate: false } });
    await vi.waitFor(() => expect(onArrived).toHaveBeenCalledOnce());
    await reached('cancelled');
  });

  it('forgets everything and stops when it is cleared', async () => {
    const { queue, sent } = createRig();
    queue.add([pdf('a.pdf'), pdf('b.pdf')]);
    const first = await sent(1);
    queue.clear();
    expect(first.input.signal.aborted).toBe(true);
    first.answer({ kind: 'given-up' });
    expect(queue.getSnapshot()).toEqual([]);
  });

  it('can drop the lines that are done', async () => {
    const { queue, sent, reached } = createRig();
    queue.add([pdf('a.jpg'), pdf('b.pdf')]);
    await sent(1);
    await reached('failed', 'waiting');
    queue.removeFinished();
    expect(queue.getSnapshot().every(isUnderWay)).toBe(true);
  });

  it('never waits longer than half a minute', () => {
    expect(retryDelayMs(20)).toBe(30_000);
  });
});
