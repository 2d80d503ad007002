import { describe, expect, it } from 'vitest';
import { changeFilters, readFilters, sortsOf, writeFilters } from './list-filters.ts';

describe('The address of the list', () => {
  it('says what is searched, which category and which order', () => {
    const search = new URLSearchParams('q=knee&category=imaging&sort=title');
    expect(readFilters(search)).toEqual({ view: 'active', q: 'knee', category: 'imaging', sort: 'title' });
    expect(writeFilters(readFilters(search)).toString()).toBe('q=knee&category=imaging&sort=title');
  });

  it('is short where nothing special is asked', () => {
    expect(writeFilters(readFilters(new URLSearchParams('q=+&sort=-uploadedAt'))).toString()).toBe('');
  });

  it('leaves out what it does not know', () => {
    expect(readFilters(new URLSearchParams('category=horoscope&sort=shoe-size'))).toEqual({
      view: 'active',
      q: '',
      category: undefined,
      sort: '-uploadedAt',
    });
  });

  it('a search shows the best match first, and says so only where something is searched', () => {
    expect(readFilters(new URLSearchParams('q=knee'))).toMatchObject({ q: 'knee', sort: 'relevance' });
    expect(readFilters(new URLSearchParams('sort=relevance'))).toMatchObject({ q: '', sort: '-uploadedAt' });
    expect(sortsOf({ q: '' })).not.toContain('relevance');
    expect(sortsOf({ q: 'knee' })).toContain('relevance');
  });

  it.each([
    ['begins', '', { q: 'knee' }, 'q=knee'],
    ['goes on', 'q=knee', { q: 'knees' }, 'q=knees'],
    ['ends', 'q=knee', { q: '' }, ''],
    ['ends in an order that was chosen for it', 'q=knee&sort=-uploadedAt', { q: '' }, ''],
    ['goes on in an order that was chosen', 'q=knee&sort=-uploadedAt', { q: 'knees' }, 'q=knees&sort=-uploadedAt'],
    ['begins in an order that was chosen', 'sort=title', { q: 'knee' }, 'q=knee&sort=title'],
    ['gets another order', 'q=knee', { sort: '-uploadedAt' }, 'q=knee&sort=-uploadedAt'],
    ['gets its own order back', 'q=knee&sort=title', { sort: 'relevance' }, 'q=knee'],
  ] as const)('a search that %s', (_what, before, changes, after) => {
    expect(writeFilters(changeFilters(readFilters(new URLSearchParams(before)), changes)).toString()).toBe(after);
  });
});
