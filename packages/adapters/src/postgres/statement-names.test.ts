import { describe, expect, it } from 'vitest';
import { createStatementNames } from './statement-names.ts';

describe('the name that a statement is prepared under', () => {
  it('is the same for the same text, and another for another', () => {
    const nameOf = createStatementNames('list', { most: 10 });
    expect(nameOf('select 1')).toBe(nameOf('select 1'));
    expect(nameOf('select 2')).not.toBe(nameOf('select 1'));
  });

  it('is given to no more texts than a connection is to keep', () => {
    const nameOf = createStatementNames('list', { most: 2 });
    const names = ['select 1', 'select 2', 'select 3', 'select 1'].map(nameOf);
    expect(names).toEqual([expect.any(String), expect.any(String), undefined, names[0]]);
  });
});
