import { expect, it, vi } from 'vitest';
import { newId } from './new-id.ts';

it('ids are UUIDs of version 7, each another one, and later ones sort after earlier ones', () => {
  const ids = Array.from({ length: 10_000 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

it('they tell when they were made, and a clock that goes back puts none before an earlier one', () => {
  vi.useFakeTimers({ now: new Date('2036-05-03T10:00:00Z') });
  const first = newId();
  expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(Date.now());
  vi.setSystemTime(new Date('2036-05-03T09:00:00Z'));
  expect(newId() > first).toBe(true);
  vi.useRealTimers();
});
