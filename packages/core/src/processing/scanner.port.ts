import type { Readable } from 'node:stream';

/**
 * What a virus scanner says of bytes. Only an explicit "no virus found" within the scanner's own limits is `clean`.
 * `unscannable`: it reached one of its limits, so that nobody knows. `locked`: it found them encrypted.
 */
export type ScanVerdict =
  | { verdict: 'clean' }
  | { verdict: 'infected'; signature: string }
  | { verdict: 'unscannable'; reason: string }
  | { verdict: 'locked' };

/**
 * Takes the whole stream and passes pressure back. No answer, half an answer and an answer that it does not know all
 * reject as `service_unavailable`: nothing was said about the bytes then.
 */
export type ScannerPort = {
  scan(bytes: Readable, input: { signal: AbortSignal }): Promise<ScanVerdict>;
  /** Version and age of what it knows viruses by; rejects as `service_unavailable` where it does not answer. */
  describe(): Promise<{ version: string; signaturesFrom: Date | undefined }>;
};
