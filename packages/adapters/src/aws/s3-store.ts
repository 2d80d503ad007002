import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Secret } from '@portal/core/secret';

/** The bucket that documents lie in. */
export type S3Place = {
  bucket: string;
  region: string;
  /** Undefined for AWS itself; else the bucket is named in the path. */
  endpoint: string | undefined;
  /** Undefined: what the surroundings give (an instance's role, a profile). */
  credentials: { accessKeyId: string; secretAccessKey: Secret } | undefined;
  /** Undefined: the bucket's own encryption. */
  kmsKeyId: string | undefined;
  patience?: Partial<S3Patience>;
};

/** How long is waited for S3, and how often it is asked: between two tries a random while, twice as long each time. */
export type S3Patience = {
  connectionTimeoutMs: number;
  answerTimeoutMs: number;
  /** For an answer to what carries bytes, from its beginning on. */
  carryTimeoutMs: number;
  silenceTimeoutMs: number;
  tries: number;
};

export type S3Store = {
  client: S3Client;
  /** The same for what carries bytes, and so may take its time. */
  carrier: S3Client;
  /** Signs what others send: their bytes, of which this process knows no checksum. */
  signer: S3Client;
  bucket: string;
  kmsKeyId: string | undefined;
  close: () => void;
};

// Somebody waits for each answer, so a question has 4 seconds. A part of 5 MiB has 20: whoever is slower than 2 Mbit/s
// from a server to its store has a store that is down.
const patience: S3Patience = {
  connectionTimeoutMs: 2_000,
  answerTimeoutMs: 4_000,
  carryTimeoutMs: 20_000,
  silenceTimeoutMs: 60_000,
  tries: 3,
};

export function createS3Store(place: S3Place): S3Store {
  const times = { ...patience, ...place.patience };
  const options = clientOptions(place, times, times.answerTimeoutMs);
  const client = new S3Client(options);
  const carrier = new S3Client(clientOptions(place, times, times.carryTimeoutMs));
  const signer = new S3Client({ ...options, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return {
    client,
    carrier,
    signer,
    bucket: place.bucket,
    kmsKeyId: place.kmsKeyId,
    close: () => {
      client.destroy();
      carrier.destroy();
      signer.destroy();
    },
  };
}

function clientOptions(
  { region, endpoint, credentials }: S3Place,
  { connectionTimeoutMs, silenceTimeoutMs, tries }: S3Patience,
  requestTimeout: number,
): S3ClientConfig {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials && {
      credentials: {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey.reveal(),
      },
    }),
    retryMode: 'standard',
    maxAttempts: tries,
    // Whole files are read with their SHA-256 in hand.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout,
      throwOnRequestTimeout: true,
      socketTimeout: silenceTimeoutMs,
    },
  };
}
