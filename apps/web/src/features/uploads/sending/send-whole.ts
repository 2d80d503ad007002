import { uploadDocument } from '@portal/contract/documents.endpoints';
import { callEndpoint } from '../../../app/api-client.ts';
import type { UploadResult } from '../upload.ts';
import { watchSilence } from './silence.ts';
import { TransferStop } from './transfer-stop.ts';

type SendWholeInput = {
  file: File;
  keepBoth: boolean;
  /** The same for the same wish: a repetition is answered as the first one was. */
  idempotencyKey: string;
  signal: AbortSignal;
  onSent: (sentInBytes: number) => void;
};

/** Sends a file as one form. Fails as `callEndpoint` does, or with a `TransferStop` where nothing moved for long. */
export async function sendWhole(input: SendWholeInput): Promise<UploadResult> {
  const { file, keepBoth, idempotencyKey, signal, onSent } = input;
  const silence = watchSilence();
  try {
    return await callEndpoint(uploadDocument, {
      query: { keepBoth: keepBoth ? 'true' : 'false' },
      body: { file },
      headers: { 'Idempotency-Key': idempotencyKey },
      signal: AbortSignal.any([signal, silence.signal]),
      onUploadProgress: ({ sentInBytes }) => {
        silence.heard();
        onSent(sentInBytes);
      },
    });
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted) {
      throw new TransferStop({ kind: 'interrupted', waitAtLeastMs: undefined });
    }
    throw error;
  } finally {
    silence.end();
  }
}
