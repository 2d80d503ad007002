import { describe, expect, it } from 'vitest';
import { purgeTimeOf, whyNotChange, whyNotOpen } from './document-policy.ts';
import type { Document, DocumentState } from './document.ts';

const documentIn = (state: DocumentState, trashedAt: Date | null = null) => ({ state, trashedAt }) as Document;
const day = new Date('2026-05-03T10:00:00Z');

describe('a document', () => {
  it('can be opened when it is ready', () => {
    expect(whyNotOpen(documentIn('ready'))).toBeUndefined();
  });

  it.each([
    ['uploading', 'document_not_checked_yet'],
    ['processing', 'document_not_checked_yet'],
    ['blocked', 'document_blocked'],
    ['refused', 'document_refused'],
    ['unscannable', 'document_unscannable'],
  ] as const)('that is %s cannot be opened: %s', (state, code) => {
    expect(whyNotOpen(documentIn(state))?.code).toBe(code);
  });

  it('in the trash can be neither opened nor changed', () => {
    expect(whyNotOpen(documentIn('ready', day))?.code).toBe('document_in_trash');
    expect(whyNotChange(documentIn('ready', day))?.code).toBe('document_in_trash');
    expect(whyNotChange(documentIn('blocked'))).toBeUndefined();
  });

  it('lies in the trash for 30 days', () => {
    expect(purgeTimeOf(day)).toEqual(new Date('2026-06-02T10:00:00Z'));
  });
});
