import { S3ServiceException } from '@aws-sdk/client-s3';
import { storageFull, storeUnavailable } from '@portal/core/documents/document-problems';
import { PortalProblem } from '@portal/core/problem';

const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];
const networkNames = ['TimeoutError', 'CredentialsProviderError'];
const fullCodes = ['QuotaExceeded'];
// What says that this portal may not or cannot use its bucket: to a patient the same as a store that is down.
const refusals = [401, 403, 408, 429];

/** Runs what asks S3, and lets its errors leave as problems of the portal. */
export async function askS3<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asS3Problem(error);
  }
}

/** What S3 or the way there says, as the portal says it; anything else is left as it is. */
export function asS3Problem(error: unknown): unknown {
  if (error instanceof PortalProblem || !(error instanceof Error)) return error;
  if (isFromTheWay(error)) return storeUnavailable(error);
  if (!(error instanceof S3ServiceException)) return error;
  if (fullCodes.includes(error.name)) return storageFull(error);
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 500 || refusals.includes(status) || error.name === 'NoSuchBucket' ? storeUnavailable(error) : error;
}

const isS3Error = (error: unknown, names: readonly string[]): boolean =>
  error instanceof S3ServiceException && names.includes(error.name);

/** The SDK marks what it met; a sender whose connection breaks has the same codes, and is no fault of the store. */
const isFromTheWay = (error: Error): boolean =>
  ('$metadata' in error && 'code' in error && networkCodes.includes(String(error.code))) ||
  networkNames.includes(error.name);

/** There is no object of this key. */
export const isMissing = (error: unknown): boolean => isS3Error(error, ['NoSuchKey', 'NotFound']);

/**
 * There is no such upload in parts: it was never begun, was aborted, or is complete. Ceph's gateway then speaks of the key.
 */
export const isNoSuchUpload = (error: unknown): boolean => isS3Error(error, ['NoSuchUpload', 'NoSuchKey']);

/** There is an object of this key already, or one is being made in this moment. */
export const isTaken = (error: unknown): boolean =>
  isS3Error(error, ['PreconditionFailed', 'ConditionalRequestConflict']);

/** What was said of the parts is not what S3 has of them. */
export const arePartsWrong = (error: unknown): boolean =>
  isS3Error(error, ['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall']);

/** Undefined where there is no such object. */
export async function unlessMissing<Result>(asking: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The same for what is written about an object: S3 lets nobody do that to the mark of a deletion. */
export async function unlessDeleted<Result>(asking: Promise<Result>): Promise<Result | undefined> {
  try {
    return await unlessMissing(asking);
  } catch (error) {
    if (isS3Error(error, ['MethodNotAllowed'])) return undefined;
    throw error;
  }
}
