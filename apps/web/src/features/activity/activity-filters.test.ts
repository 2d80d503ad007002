import { describe, expect, it } from 'vitest';
import { readFilters, toQuery, writeFilters } from './activity-filters.ts';

const documentId = '01980000-0000-7000-8000-000000000000';

describe('the filters of who looked', () => {
  it('stand in the address and are read from it again', () => {
    const filters = { kind: 'openings', documentId, span: 'month' } as const;
    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters({ kind: undefined, documentId: undefined, span: 'all' }).toString()).toBe('');
  });

  it('are left out where the address says what nobody knows', () => {
    const typed = new URLSearchParams('kind=gossip&documentId=nonsense&since=yesterday');
    expect(readFilters(typed)).toEqual({ kind: undefined, documentId: undefined, span: 'all' });
  });

  it('count today as the last of the days', () => {
    const now = new Date('2026-05-07T13:58:00Z');
    expect(toQuery({ kind: undefined, documentId: undefined, span: 'week' }, now)).toEqual({ from: '2026-05-01' });
  });
});
