import { findDocumentByHash } from '@portal/contract/documents.endpoints';
import type { Document } from '@portal/contract/documents';
import { limits } from '@portal/contract/limits';
import { cancelUpload, completeUpload, getUpload, signParts, startUpload } from '@portal/contract/uploads.endpoints';
import type { SignedPart, Upload as UploadInParts } from '@portal/contract/uploads';
import { callEndpoint } from '../../../app/api-client.ts';
import { ApiProblem, hasCode } from '../../../app/api-problem.ts';
import type { UploadResult } from '../upload.ts';
import { withPatience } from './retry.ts';

type Background = { background: boolean };

/** The document of this record that has these bytes, in the trash or not. Where nobody can say, sending will tell. */
export async function findSame(sha256: string, signal: AbortSignal): Promise<Document | undefined> {
  try {
    const answer = await withPatience(() => callEndpoint(findDocumentByHash, { params: { sha256 }, signal }), signal);
    return answer.document;
  } catch (error) {
    if (error instanceof ApiProblem && !error.isPassing && error.status !== 401) return undefined;
    throw error;
  }
}

export type StartInput = { file: File; sha256: string; keepBoth: boolean; idempotencyKey: string; signal: AbortSignal };

export async function startInParts(input: StartInput): Promise<UploadInParts> {
  const { file, sha256, keepBoth, idempotencyKey, signal } = input;
  const fileName = file.name.slice(0, limits.announcedFileNameLength);
  const { upload } = await withPatience(
    () =>
      callEndpoint(startUpload, {
        body: { fileName, sizeInBytes: file.size, sha256, keepBoth },
        headers: { 'Idempotency-Key': idempotencyKey },
        signal,
      }),
    signal,
  );
  return upload;
}

export async function lookAtUpload(
  uploadId: string,
  signal: AbortSignal,
  { background }: Background,
): Promise<UploadInParts> {
  const { upload } = await withPatience(
    () => callEndpoint(getUpload, { params: { uploadId }, signal, background }),
    signal,
  );
  return upload;
}

export async function signForUpload(
  uploadId: string,
  parts: readonly { number: number; sha256: string }[],
  signal: AbortSignal,
): Promise<readonly SignedPart[]> {
  const answer = await withPatience(
    () => callEndpoint(signParts, { params: { uploadId }, body: { parts: [...parts] }, signal }),
    signal,
  );
  return answer.parts;
}

/** Saying it twice gives the same answer, so it may be repeated whatever became of the first time. */
export function completeInParts(uploadId: string, signal: AbortSignal): Promise<UploadResult> {
  return withPatience(() => callEndpoint(completeUpload, { params: { uploadId }, signal }), signal);
}

/** What is not removed now is removed by the portal when its day is over: nobody has to hear of a failure. */
export async function giveUpInParts(uploadId: string): Promise<void> {
  try {
    await callEndpoint(cancelUpload, { params: { uploadId } });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
  }
}

/** For the page itself, not for a person: `undefined` where there is none any more, `unknown` where nobody can say. */
export async function askForUpload(
  uploadId: string,
  signal: AbortSignal,
): Promise<UploadInParts | 'unknown' | undefined> {
  try {
    return await lookAtUpload(uploadId, signal, { background: true });
  } catch (error) {
    if (hasCode(error, 'upload_not_found')) return undefined;
    if (error instanceof ApiProblem) return 'unknown';
    throw error;
  }
}
