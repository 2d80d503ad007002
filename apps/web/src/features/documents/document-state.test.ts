import { checkResults, documentStates } from '@portal/contract/documents';
import { describe, expect, it } from 'vitest';
import { closedReasonOf, isClosedForGood, sealOf, sheetOf } from './document-state.ts';

const every = documentStates.flatMap((state) =>
  [null, ...checkResults].map((checkResult) => ({ state, checkResult, trashedAt: null })),
);

describe('The state of a document, drawn', () => {
  it('prints the green seal on nothing but what is ready', () => {
    for (const document of every) expect(sealOf(document) === 'ready').toBe(document.state === 'ready');
  });

  it('gives a reason for everything that cannot be opened', () => {
    for (const document of every) {
      expect(closedReasonOf(document) === undefined).toBe(document.state === 'ready');
    }
  });

  it('needs its patient for whatever was looked at and stays closed, and for nothing else', () => {
    const closed = every.filter(isClosedForGood).map(({ state }) => state);
    expect(new Set(closed)).toEqual(new Set(['blocked', 'refused', 'unscannable']));
  });

  it('draws a lock for a password and dashes for the trash', () => {
    expect(sheetOf({ state: 'refused', checkResult: 'locked', trashedAt: null })).toBe('locked');
    expect(sheetOf({ state: 'ready', checkResult: null, trashedAt: '2026-05-01T00:00:00Z' })).toBe('trash');
  });
});
