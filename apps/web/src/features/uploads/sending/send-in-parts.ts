import type { Upload as UploadInParts } from '@portal/contract/uploads';
import { hasCode } from '../../../app/api-problem.ts';
import { msUntil } from '../../../app/server-clock.ts';
import type { UploadResult } from '../upload.ts';
import { createPartAddresses } from './part-addresses.ts';
import { createPartPlan } from './part-plan.ts';
import type { Part } from './part-plan.ts';
import { putPart } from './put-part.ts';
import { waitMs } from './retry.ts';
import { sendParts } from './send-parts.ts';
import type { TransferRun } from './transfer.ts';
import { TransferStop } from './transfer-stop.ts';
import { withUploadLock } from './upload-lock.ts';
import { completeInParts, lookAtUpload, signForUpload } from './uploads-api.ts';

const followEveryMs = 2000;
const signedAheadOfNeed = 3;
/** Parts that were there and are no more: they are sent again, but not for ever. */
const mostRounds = 3;

export type SendInPartsInput = TransferRun & {
  file: File;
  upload: UploadInParts;
  /** One more part is on the other side. */
  onPartKept: () => void;
};

/** Sends what is missing of an upload and makes a document of it, or follows the tab of this browser that does. */
export function sendInParts(input: SendInPartsInput): Promise<UploadResult> {
  const { upload, signal } = input;
  return withUploadLock(
    upload.id,
    signal,
    (meanwhile) => void follow(input, meanwhile),
    async (hasWaited) => {
      const now = hasWaited ? await lookAtUpload(upload.id, signal, { background: false }) : upload;
      return sendAndComplete({ ...input, upload: now });
    },
  );
}

async function sendAndComplete(input: SendInPartsInput): Promise<UploadResult> {
  const { signal, onNews } = input;
  let { upload } = input;
  for (let round = 1; ; round += 1) {
    if (upload.documentId === null) await sendMissing({ ...input, upload });
    onNews({ kind: 'finishing' });
    try {
      return await completeInParts(upload.id, signal);
    } catch (error) {
      if (!hasCode(error, 'upload_incomplete') || round >= mostRounds) throw error;
      upload = await lookAtUpload(upload.id, signal, { background: false });
    }
  }
}

async function sendMissing({ file, upload, signal, onNews, onPartKept }: SendInPartsInput): Promise<void> {
  const plan = createPartPlan(upload);
  const bytesOf = ({ startInBytes, endInBytes }: Part): Blob => file.slice(startInBytes, endInBytes);
  const tell = (): void => onNews({ kind: 'sent', sentInBytes: plan.sentInBytes(), keptInBytes: plan.keptInBytes() });
  const addresses = createPartAddresses({
    digest: (part) => digestOf(bytesOf(part)),
    sign: (parts) => signForUpload(upload.id, parts, signal),
    upcoming: () => plan.upcoming(signedAheadOfNeed),
    msUntil,
  });
  tell();
  await sendParts(
    {
      plan,
      addresses,
      put: async (part, address, run) => {
        const outcome = await putPart({ address, bytes: bytesOf(part), ...run });
        if (outcome.kind === 'kept') onPartKept();
        return outcome;
      },
      isOnline: () => navigator.onLine,
      wait: waitMs,
      random: Math.random,
      onProgress: tell,
    },
    signal,
  );
}

async function digestOf(bytes: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await readBytes(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file that has changed or gone since it was chosen cannot be read any more. */
async function readBytes(bytes: Blob): Promise<ArrayBuffer> {
  try {
    return await bytes.arrayBuffer();
  } catch (error) {
    if (error instanceof DOMException) throw new TransferStop({ kind: 'failed', failure: { kind: 'unreadable' } });
    throw error;
  }
}

/** How far the other tab is, every few seconds, until its turn is over. */
async function follow({ upload, onNews }: SendInPartsInput, signal: AbortSignal): Promise<void> {
  const percentOf = (now: UploadInParts): number => Math.floor((now.partsReceived.length / now.partCount) * 100);
  onNews({ kind: 'following', percent: percentOf(upload) });
  while (!signal.aborted) {
    try {
      await waitMs(followEveryMs, signal);
      const now = await lookAtUpload(upload.id, signal, { background: true });
      if (!signal.aborted) onNews({ kind: 'following', percent: percentOf(now) });
    } catch {
      // Nobody knows how far it is. Whoever has the turn afterwards finds out what became of it.
    }
  }
}
