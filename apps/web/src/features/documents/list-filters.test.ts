import { describe, expect, it } from 'vitest';
import { readFilters, writeFilters } from './list-filters.ts';

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
});
