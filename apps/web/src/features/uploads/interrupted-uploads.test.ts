import type { Upload as UploadInParts } from '@portal/contract/uploads';
import { describe, expect, it, vi } from 'vitest';
import { createInterruptedUploads } from './interrupted-uploads.ts';

const uploadOf = (id: string, changes: Partial<UploadInParts> = {}): UploadInParts => ({
  id,
  sizeInBytes: 300,
  sha256: 'a'.repeat(64),
  partSizeInBytes: 100,
  partCount: 3,
  partsReceived: [1],
  expiresAt: '2026-05-07T10:00:00.000Z',
  documentId: null,
  ...changes,
});

function createRig(...uploads: UploadInParts[]) {
  const started = new Set(uploads.map(({ id }) => id));
  const atPortal = new Map(uploads.map((upload) => [upload.id, upload]));
  const sentElsewhere = new Map<string, () => void>();
  const givenUp: string[] = [];
  const answers = { unknown: false };
  const interrupted = createInterruptedUploads({
    started: { list: async () => [...started], forget: async (id) => void started.delete(id) },
    ask: async (id) => (answers.unknown ? 'unknown' : atPortal.get(id)),
    untilNobodySends: (id) =>
      sentElsewhere.has(id) ? new Promise((resolve) => sentElsewhere.set(id, resolve)) : Promise.resolve(),
    isBeingSent: async (id) => sentElsewhere.has(id),
    giveUp: async (id) => void givenUp.push(id),
  });
  return { interrupted, started, atPortal, sentElsewhere, givenUp, answers };
}

describe('Uploads that lost their page', () => {
  it('are shown with what the portal has of them', async () => {
    const { interrupted } = createRig(uploadOf('one'));
    await interrupted.begin();
    expect(interrupted.getSnapshot()).toEqual([{ uploadId: 'one', sizeInBytes: 300, percent: 33 }]);
  });

  it('are forgotten when they are over, or have become a document', async () => {
    const { interrupted, started, atPortal } = createRig(
      uploadOf('over'),
      uploadOf('done', { documentId: 'document' }),
    );
    atPortal.delete('over');
    await interrupted.begin();
    expect(interrupted.getSnapshot()).toEqual([]);
    expect(started.size).toBe(0);
  });

  it('are kept in mind where nobody can say what became of them', async () => {
    const { interrupted, started, answers } = createRig(uploadOf('one'));
    answers.unknown = true;
    await interrupted.begin();
    expect(interrupted.getSnapshot()).toEqual([]);
    expect(started.size).toBe(1);
    answers.unknown = false;
    await interrupted.look();
    expect(interrupted.getSnapshot()).toHaveLength(1);
  });

  it('are not shown while another tab sends them, and are as soon as it is closed', async () => {
    const { interrupted, sentElsewhere } = createRig(uploadOf('one'));
    sentElsewhere.set('one', () => undefined);
    const begun = interrupted.begin();
    await vi.waitFor(() => expect(sentElsewhere.get('one')).not.toBeUndefined());
    expect(interrupted.getSnapshot()).toEqual([]);
    const close = await vi.waitFor(() => {
      const resolve = sentElsewhere.get('one')!;
      expect(resolve.length).toBe(1);
      return resolve;
    });
    sentElsewhere.delete('one');
    close();
    await begun;
    expect(interrupted.getSnapshot()).toHaveLength(1);
  });

  it('disappear when another tab has gone on with them', async () => {
    const { interrupted, sentElsewhere } = createRig(uploadOf('one'));
    await interrupted.begin();
    sentElsewhere.set('one', () => undefined);
    void interrupted.look();
    await vi.waitFor(() => expect(interrupted.getSnapshot()).toEqual([]));
  });

  it('stand among the others when their file was chosen again', async () => {
    const { interrupted } = createRig(uploadOf('one'));
    await interrupted.begin();
    interrupted.take('one');
    expect(interrupted.getSnapshot()).toEqual([]);
    await interrupted.look();
    expect(interrupted.getSnapshot()).toEqual([]);
  });

  it('are removed, here and there, when they are given up', async () => {
    const { interrupted, started, givenUp } = createRig(uploadOf('one'));
    await interrupted.begin();
    await interrupted.giveUp('one');
    expect(interrupted.getSnapshot()).toEqual([]);
    expect([started.size, givenUp]).toEqual([0, ['one']]);
  });
});
