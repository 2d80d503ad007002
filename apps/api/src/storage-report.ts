import { sizeInWords } from '@portal/core/documents/size-in-words';
import type { StorageMove } from '@portal/core/storage/move-storage';
import type { Disagreement, StorageVerification } from '@portal/core/storage/verify-storage';

const words = {
  bytes_missing: 'bytes are missing',
  size_differs: 'size differs',
  hash_differs: 'SHA-256 differs',
  no_row: 'belongs to nothing',
} as const;

/** One line, with ids and keys only. */
export function describeDisagreement(disagreement: Disagreement): string {
  const repaired = disagreement.isRepaired ? ' (repaired)' : '';
  if (disagreement.what !== 'no_row') {
    const { what, documentId, storageKey } = disagreement;
    return `${words[what]}: document ${documentId}, ${storageKey}${repaired}`;
  }
  const { store, kind, place, sizeInBytes, what } = disagreement;
  return `${words[what]}: ${kind} ${place} on ${store}, ${sizeInWords(sizeInBytes)}${repaired}`;
}

export function summariseVerification({ documents, sizeInBytes, objects, disagreements }: StorageVerification): string {
  const looked = `${documents} documents (${sizeInWords(sizeInBytes)}) and ${objects} stored objects`;
  if (disagreements.length === 0) return `${looked}: all agree.`;
  const counts = Object.entries(words).flatMap(([what, said]) => {
    const count = disagreements.filter((disagreement) => disagreement.what === what).length;
    return count > 0 ? [`${said}: ${count}`] : [];
  });
  return `${looked}: ${disagreements.length} disagree (${counts.join(', ')}).`;
}

export function summariseMove(
  { documents, moved, leftInFormer }: StorageMove,
  names: { current: string; former: string },
): string {
  const left =
    leftInFormer === 0
      ? `nothing is left on ${names.former}`
      : `${leftInFormer} left on ${names.former}, which storage:verify names where they belong to nothing`;
  return `${documents} documents, ${moved} moved to ${names.current}; ${left}.`;
}
