import { describe, expect, it } from 'vitest';
import { eventOf } from './read-events.ts';

const documentId = '01980000-0000-7000-8000-000000000001';

describe('A line of the portal', () => {
  it('is an event, or nothing to say', () => {
    expect(eventOf(`data: {"kind":"document_changed","documentId":"${documentId}"}`)).toEqual({
      kind: 'document_changed',
      documentId,
    });
    expect([eventOf(''), eventOf(': still here')]).toEqual([undefined, undefined]);
  });

  it('of a newer portal, which this page does not know, is passed over', () => {
    expect(eventOf('data: {"kind":"share_opened","shareId":"x"}')).toBeUndefined();
  });
});
