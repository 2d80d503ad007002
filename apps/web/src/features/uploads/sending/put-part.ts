import { Problem } from '@portal/contract/problem';
import type { SignedPart } from '@portal/contract/uploads';
import axios, { isCancel } from 'axios';
import type { AxiosResponse } from 'axios';
import { watchSilence } from './silence.ts';

/**
 * What became of sending one part. `stale`: its address is over, another one may do. `gone`: nobody knows of this
 * upload any more. `damaged`: other bytes arrived than were announced. `passing`: may do better a little later.
 */
export type PartOutcome =
  | { kind: 'kept' }
  | { kind: 'stale' }
  | { kind: 'gone' }
  | { kind: 'damaged' }
  | { kind: 'passing'; retryAfterMs: number | undefined }
  | { kind: 'refused'; problem: Problem };

type PutPartInput = {
  address: SignedPart;
  bytes: Blob;
  signal: AbortSignal;
  onSent: (inBytes: number) => void;
};

// Not the client of the API: an address may be another origin's, and takes the headers it was signed with, no others.
const client = axios.create({ validateStatus: () => true });

/** Sends a part to where it belongs. Rejects only when `signal` is aborted. */
export async function putPart({ address, bytes, signal, onSent }: PutPartInput): Promise<PartOutcome> {
  const silence = watchSilence();
  try {
    const response = await client.put<unknown>(address.url, bytes, {
      headers: withTypeAsSigned(address.headers),
      withCredentials: isOwnOrigin(address.url),
      signal: AbortSignal.any([signal, silence.signal]),
      onUploadProgress: ({ loaded }) => {
        silence.heard();
        onSent(loaded);
      },
    });
    return outcomeOf(response);
  } catch (error) {
    if (signal.aborted) throw error;
    if (isCancel(error) || axios.isAxiosError(error)) return { kind: 'passing', retryAfterMs: undefined };
    throw error;
  } finally {
    silence.end();
  }
}

function isOwnOrigin(url: string): boolean {
  return new URL(url, window.location.href).origin === window.location.origin;
}

/** Left to itself axios names a type of its own. */
function withTypeAsSigned(headers: Record<string, string>): Record<string, string | false> {
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return hasType ? headers : { ...headers, 'Content-Type': false };
}

function outcomeOf({ status, data, headers }: AxiosResponse<unknown>): PartOutcome {
  if (status >= 200 && status < 300) return { kind: 'kept' };
  if (status === 401 || status === 403) return { kind: 'stale' };
  if (status === 404) return { kind: 'gone' };
  if (status === 400 || status === 422) return { kind: 'damaged' };
  const problem = Problem.safeParse(data);
  if (problem.success && (status === 413 || status === 415 || status === 507)) {
    return { kind: 'refused', problem: problem.data };
  }
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return { kind: 'passing', retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined };
}
