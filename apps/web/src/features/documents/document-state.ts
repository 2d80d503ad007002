import type { Document } from '@portal/contract/documents';
import type { SealState } from '../../components/seal.tsx';
import type { SheetState } from '../../components/sheet-thumbnail.tsx';

/** Why a document cannot be opened, as a key of the catalogue's `documents.reason`. */
export type ClosedReason = 'infected' | 'locked' | 'damaged' | 'mismatch' | 'unscannable' | 'processing';

const closedBy: Partial<Record<NonNullable<Document['checkResult']>, ClosedReason>> = {
  infected: 'infected',
  locked: 'locked',
  damaged: 'damaged',
  mismatch: 'mismatch',
  unscannable: 'unscannable',
};

/** The seal of a document; the green one is for `ready` alone. */
export function sealOf({ state }: Pick<Document, 'state'>): SealState {
  if (state === 'ready') return 'ready';
  if (state === 'blocked') return 'blocked';
  return state === 'refused' || state === 'unscannable' ? 'needs-you' : 'checking';
}

export function sheetOf(document: Pick<Document, 'state' | 'checkResult' | 'trashedAt'>): SheetState {
  if (document.trashedAt !== null) return 'trash';
  return document.checkResult === 'locked' ? 'locked' : sealOf(document);
}

/** `undefined`: it can be opened. */
export function closedReasonOf({
  state,
  checkResult,
}: Pick<Document, 'state' | 'checkResult'>): ClosedReason | undefined {
  if (state === 'ready') return undefined;
  if (state === 'blocked') return 'infected';
  if (state === 'unscannable') return 'unscannable';
  if (state === 'refused') return (checkResult && closedBy[checkResult]) ?? 'damaged';
  return 'processing';
}

/** It was looked at and will not be opened: it needs its patient, and no more time. */
export function isClosedForGood({ state, trashedAt }: Pick<Document, 'state' | 'trashedAt'>): boolean {
  return trashedAt === null && state !== 'ready' && sealOf({ state }) !== 'checking';
}

/** Somebody looked for viruses and damage, and found nothing. Only then may a page say "checked". */
export function isChecked(document: Document): document is Document & { checkedAt: string } {
  return document.state === 'ready' && document.checkResult === 'clean' && document.checkedAt !== null;
}
