import { describe, expect, it } from 'vitest';
import type { DocumentListsPort } from './document-lists.port.ts';
import type { DocumentsPage, DocumentsQuery, DocumentsVersion } from './documents.port.ts';
import { createListDocuments } from './list-documents.ts';
import { createListsInTwoPlaces } from './lists-in-two-places.ts';
import type { ListReadOutcome } from './list-observer.ts';
import { createReadUnderVersion } from './read-under-version.ts';

const query = {
  view: 'active',
  sort: '-uploadedAt',
  limit: 25,
  category: undefined,
  search: undefined,
  after: undefined,
} as const;

const viewer = {
  userId: 'u',
  recordId: 'r',
  sessionId: 's',
  origin: { requestId: '', ipAddress: '', userAgent: '' },
};

function createMapLists(): DocumentListsPort & { kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    find: async (key) => kept.get(JSON.stringify(key)),
    keep: async (key, page) => void kept.set(JSON.stringify(key), page),
  };
}

/** A database of one record whose reads wait to be let go on, and the lists over it. */
function setUp(lists: DocumentListsPort = createMapLists()) {
  let version: DocumentsVersion = { number: 1, nonce: 'n1' };
  const outcomes: ListReadOutcome[] = [];
  const waiting: (() => void)[] = [];
  const asked: DocumentsQuery[] = [];
  const findVersion = async (): Promise<DocumentsVersion> => version;
  const listDocuments = createListDocuments({
    readUnderVersion: createReadUnderVersion({
      findVersion,
      lists,
      observer: { read: (outcome) => outcomes.push(outcome) },
    }),
    readPage: async (read): Promise<DocumentsPage> => {
      asked.push(read);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { items: [], next: undefined, total: version.number, version };
    },
    present: (page) => Buffer.from(`at ${page.version.number}`),
  });
  const list = async (changes: { search?: string } = {}, isKnown = false) => {
    const answer = await listDocuments({ viewer, query: { ...query, ...changes }, isKnown: () => isKnown });
    return answer.bytes && Buffer.from(answer.bytes).toString();
  };
  const letRead = async (count: number) => {
    await expect.poll(() => waiting.length).toBe(count);
    for (const go of waiting.splice(0)) go();
  };
  return {
    list,
    letRead,
    outcomes,
    asked,
    write: () => {
      version = { number: version.number + 1, nonce: `n${version.number + 1}` };
    },
  };
}

describe('a list', () => {
  it('is read once and then found, until something changes', async () => {
    const { list, letRead, outcomes, write } = setUp();
    const first = list();
    await letRead(1);
    expect([await first, await list(), await list()]).toEqual(['at 1', 'at 1', 'at 1']);
    write();
    const second = list();
    await letRead(1);
    expect([await second, await list()]).toEqual(['at 2', 'at 2']);
    expect(outcomes).toEqual(['miss', 'hit', 'hit', 'miss', 'hit']);
  });

  it('is not even looked for where the viewer has it', async () => {
    const { list, outcomes, asked } = setUp();
    expect(await list({}, true)).toBeUndefined();
    expect(outcomes).toEqual(['not_modified']);
    expect(asked).toEqual([]);
  });

  it('is another one for every other question', async () => {
    const { list, letRead, asked } = setUp();
    const all = [list(), list({ search: 'a' }), list({ search: 'b' })];
    await letRead(3);
    await Promise.all(all);
    expect(asked.map(({ search }) => search)).toEqual([undefined, 'a', 'b']);
  });

  it('that many ask for at once is read once for all of them', async () => {
    const { list, letRead, outcomes } = setUp();
    const all = Promise.all([list(), list(), list()]);
    await letRead(1);
    expect(await all).toEqual(['at 1', 'at 1', 'at 1']);
    expect(outcomes).toEqual(['miss', 'joined', 'joined']);
  });

  // The mutant: flights named without their version.
  it('that was changed meanwhile is not taken from whoever asked before the change', async () => {
    const { list, letRead, outcomes, write } = setUp();
    const before = list();
    await expect.poll(() => outcomes).toEqual(['miss']);
    write();
    const after = list();
    await expect.poll(() => outcomes).toEqual(['miss', 'miss']);
    await letRead(2);
    expect(await Promise.all([before, after])).toEqual(['at 2', 'at 2']);
  });

  // The mutant: the joiner takes whatever the flight brings.
  it('is read anew by who joined a reading that found another version', async () => {
    const { list, letRead, outcomes, asked, write } = setUp();
    const one = list();
    const joined = list();
    await expect.poll(() => outcomes).toEqual(['miss', 'joined']);
    write();
    await letRead(1);
    await letRead(1);
    expect(await Promise.all([one, joined])).toEqual(['at 2', 'at 2']);
    expect(asked).toHaveLength(2);
  });

  // The mutant: `keep` under the version that was asked for.
  it('is kept under the version that was read, not under the one that was asked for', async () => {
    const lists = createMapLists();
    const { list, letRead, write } = setUp(lists);
    const reading = list();
    await expect.poll(() => lists.kept.size).toBe(0);
    write();
    await letRead(1);
    await reading;
    expect([...lists.kept.keys()].map((key) => JSON.parse(key).version.number)).toEqual([2]);
    expect(await list()).toBe('at 2');
  });

  it('that could not be read is read anew by the next who asks', async () => {
    let isBroken = true;
    const readUnderVersion = createReadUnderVersion({
      findVersion: async () => ({ number: 1, nonce: 'n' }),
      lists: createMapLists(),
      observer: { read: () => undefined },
    });
    const read = async (version: DocumentsVersion) => {
      if (isBroken) throw new Error('The database is gone.');
      return { version, bytes: Buffer.from('there') };
    };
    const ask = () =>
      readUnderVersion({ recordId: 'r', page: 'p', versionAhead: undefined, isKnown: () => false, read });
    await expect(Promise.all([ask(), ask()])).rejects.toThrow('The database is gone.');
    isBroken = false;
    expect((await ask()).bytes?.toString()).toBe('there');
  });

  it('that is kept close by is not asked for far away', async () => {
    const [near, far] = [createMapLists(), createMapLists()];
    const both = createListsInTwoPlaces({ near, far });
    const key = { recordId: 'r', version: { number: 1, nonce: 'n' }, page: 'p' };
    await far.keep(key, Buffer.from('page'));
    expect(await both.find(key)).toBeDefined();
    far.kept.clear();
    expect(await both.find(key)).toBeDefined();
    near.kept.clear();
    expect(await both.find(key)).toBeUndefined();
    await both.keep(key, Buffer.from('page'));
    expect([near.kept.size, far.kept.size]).toEqual([1, 1]);
  });
});
