import { describe, expect, it } from 'vitest';
import { documentListsSuite, newListKey } from '../port-suites/document-lists.suite.ts';
import { createDocumentLists } from './document-lists.memory.ts';

documentListsSuite('memory', () => createDocumentLists({ mostBytes: 1024 * 1024 }));

describe('the memory of lists', () => {
  const page = Buffer.alloc(1_500);

  it('is bounded: the page that was not asked for longest goes first', async () => {
    const lists = createDocumentLists({ mostBytes: 4_000 });
    const [first, second, third] = [newListKey(), newListKey(), newListKey()];
    await lists.keep(first, page);
    await lists.keep(second, page);
    await lists.find(first);
    await lists.keep(third, page);
    expect(await lists.find(second)).toBeUndefined();
    expect(await lists.find(first)).toBeDefined();
    expect(await lists.find(third)).toBeDefined();
  });

  it('counts a page that is kept again once', async () => {
    const lists = createDocumentLists({ mostBytes: 4_000 });
    const [first, second] = [newListKey(), newListKey()];
    await lists.keep(first, page);
    for (let i = 0; i < 10; i++) await lists.keep(second, page);
    expect(await lists.find(first)).toBeDefined();
  });

  it('does not keep what is larger than all of it', async () => {
    const lists = createDocumentLists({ mostBytes: 1_000 });
    const key = newListKey();
    await lists.keep(key, page);
    expect(await lists.find(key)).toBeUndefined();
  });
});
