import type { PortalAnswer } from '@portal/contract/portal';
import type { Upload as UploadInParts } from '@portal/contract/uploads';
import { isCancelled } from '../../../app/api-client.ts';
import { ApiProblem } from '../../../app/api-problem.ts';
import type { UploadResult } from '../upload.ts';
import { canRead } from '../check-file.ts';
import { hashFile } from './hash-file.ts';
import { sendInParts } from './send-in-parts.ts';
import { sendWhole } from './send-whole.ts';
import { startedUploads } from './started-uploads.ts';
import type { BeginTransfer, Transfer, TransferOutcome, TransferRun } from './transfer.ts';
import { stopReasonOf, TransferStop } from './transfer-stop.ts';
import type { StopReason } from './transfer-stop.ts';
import { findSame, giveUpInParts, lookAtUpload, startInParts } from './uploads-api.ts';

export type TransferDependencies = {
  /** Of one file that is sent at once. */
  maxWholeSizeInBytes: () => PortalAnswer['maxUploadSizeInBytes'];
  /** This page has an upload in its hands; it is nobody else's to go on with. */
  onStarted: (uploadId: string) => void;
};

export function createBeginTransfer(dependencies: TransferDependencies): BeginTransfer {
  return ({ file, isInParts, keepBoth }): Transfer => {
    let idempotencyKey = crypto.randomUUID();
    let uploadId: string | undefined;
    let hasLooked = keepBoth;
    let gotFurther = false;
    let keptInBytes = 0;

    async function forget(): Promise<void> {
      if (uploadId !== undefined) await startedUploads.forget(uploadId);
      uploadId = undefined;
      keptInBytes = 0;
      idempotencyKey = crypto.randomUUID();
    }

    async function openUpload(sha256: string, signal: AbortSignal): Promise<UploadInParts> {
      if (uploadId !== undefined) return lookAtUpload(uploadId, signal, { background: false });
      const upload = await startInParts({ file, sha256, keepBoth, idempotencyKey, signal });
      uploadId = upload.id;
      dependencies.onStarted(upload.id);
      await startedUploads.remember(upload.id);
      return upload;
    }

    async function sendHashed(sha256: string, { signal, onNews }: TransferRun): Promise<UploadResult> {
      const upload = await openUpload(sha256, signal);
      const onPartKept = (): void => {
        gotFurther = true;
      };
      const follow: TransferRun['onNews'] = (news) => {
        if (news.kind === 'sent') keptInBytes = news.keptInBytes;
        onNews(news);
      };
      const answer = await sendInParts({ file, upload, signal, onNews: follow, onPartKept });
      await startedUploads.forget(upload.id);
      return answer;
    }

    async function send(run: TransferRun): Promise<UploadResult> {
      const { signal, onNews } = run;
      // A next attempt goes on from where the line stands.
      const isFirst = isInParts && uploadId === undefined;
      onNews(isFirst ? { kind: 'preparing', percent: 0 } : { kind: 'sent', sentInBytes: keptInBytes, keptInBytes });
      const hash = await hashFile({
        file,
        signal,
        onPercent: (percent) => isFirst && onNews({ kind: 'preparing', percent }),
      });
      if (hash.kind === 'unreadable') throw new TransferStop({ kind: 'failed', failure: { kind: 'unreadable' } });
      if (hash.kind === 'hashed' && !hasLooked) {
        const document = await findSame(hash.sha256, signal);
        hasLooked = true;
        if (document) return { document, duplicate: true };
      }
      if (hash.kind === 'hashed' && isInParts) return sendHashed(hash.sha256, run);
      const maxSizeInBytes = dependencies.maxWholeSizeInBytes();
      if (file.size > maxSizeInBytes) {
        const failure = { kind: 'too-large', sizeInBytes: file.size, maxSizeInBytes } as const;
        throw new TransferStop({ kind: 'failed', failure });
      }
      const onSent = (sentInBytes: number): void => onNews({ kind: 'sent', sentInBytes, keptInBytes: 0 });
      return sendWhole({ file, keepBoth, idempotencyKey, signal, onSent });
    }

    return {
      run: async (run) => {
        gotFurther = false;
        try {
          return { kind: 'answered', answer: await send(run) };
        } catch (error) {
          if (run.signal.aborted || isCancelled(error)) return { kind: 'given-up' };
          const reason = reasonOf(error);
          if (reason.kind === 'gone') await forget();
          return toOutcome(file, reason, gotFurther);
        }
      },
      giveUp: async () => {
        const abandoned = uploadId;
        await forget();
        if (abandoned !== undefined) await giveUpInParts(abandoned);
      },
    };
  };
}

function reasonOf(error: unknown): StopReason {
  if (error instanceof TransferStop) return error.reason;
  if (error instanceof ApiProblem) return stopReasonOf(error);
  throw error;
}

/** A network that fails may be a file that is not there any more: the browser does not tell them apart. */
async function toOutcome(file: File, reason: StopReason, gotFurther: boolean): Promise<TransferOutcome> {
  if (reason.kind === 'failed') return reason;
  if (!(await canRead(file))) return { kind: 'failed', failure: { kind: 'unreadable' } };
  const waitAtLeastMs = reason.kind === 'interrupted' ? reason.waitAtLeastMs : undefined;
  return { kind: 'interrupted', waitAtLeastMs, gotFurther };
}
