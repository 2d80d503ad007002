import { secret } from '@portal/core/secret';
import type { Secret } from '@portal/core/secret';
import * as z from 'zod';
import { urlOf } from './config-values.ts';

export type StoreName = 'disk' | 's3';

export type StorageConfig = {
  /** Where the bytes of documents are kept. */
  current: StoreName;
  /** Where some may still lie: looked at second, never written to. */
  former: StoreName | undefined;
  /** Undefined where neither is S3. */
  s3: S3Config | undefined;
};

export type S3Config = {
  bucket: string;
  region: string;
  /** Undefined for AWS itself; else the bucket is named in the path. */
  endpoint: string | undefined;
  /** Undefined: what the surroundings give (an instance's role, a profile). */
  credentials: { accessKeyId: string; secretAccessKey: Secret } | undefined;
  kmsKeyId: string | undefined;
  /** Where documents are opened instead of at the bucket. */
  cloudFront: CloudFrontConfig | undefined;
};

export type CloudFrontConfig = { url: string; keyPairId: string; privateKey: Secret };

const storeName = z.enum(['disk', 's3'], 'is neither disk nor s3');
const bucketName = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
const regionName = /^[a-z0-9-]{1,40}$/;

export const storageVariables = {
  STORAGE: storeName.default('disk'),
  STORAGE_BEFORE: storeName.optional(),
  S3_BUCKET: z.string().regex(bucketName, 'is not the name of a bucket').optional(),
  S3_REGION: z.string().regex(regionName, 'is not the name of a region').optional(),
  S3_ENDPOINT: urlOf(['http:', 'https:']).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().transform(secret).optional(),
  S3_KMS_KEY_ID: z.string().optional(),
  CLOUDFRONT_URL: urlOf(['https:']).optional(),
  CLOUDFRONT_KEY_PAIR_ID: z.string().optional(),
  CLOUDFRONT_PRIVATE_KEY: z
    .string()
    // Where a variable can't hold a line's end, the two characters \n stand for it.
    .transform((value) => secret(value.replaceAll('\\n', '\n')))
    .optional(),
};

type Mode = 'local' | 'production';

const schema = z.object(storageVariables);
type Values = z.output<typeof schema> & { AWS_REGION?: string | undefined };

type Reading<Chosen> = { chosen: Chosen | undefined; faults: string[] };

/** Where documents are kept, and a fault for each variable that this lacks. */
export function readStorage(values: Values, mode: Mode): Reading<StorageConfig> {
  const { STORAGE: current, STORAGE_BEFORE: former } = values;
  const faults = former === current ? [`STORAGE_BEFORE is ${former}, where documents are kept now.`] : [];
  if (current === 'disk' && former !== 's3') return { chosen: { current, former, s3: undefined }, faults };
  const s3 = readS3(values, current === 's3' ? 'STORAGE=s3' : 'STORAGE_BEFORE=s3');
  if (mode === 'production' && s3.chosen?.endpoint?.startsWith('http:')) {
    // Pages come by https, and no browser lets them talk to anything else.
    faults.push('S3_ENDPOINT is not an https URL, which production needs.');
  }
  return { chosen: s3.chosen && { current, former, s3: s3.chosen }, faults: [...faults, ...s3.faults] };
}

function readS3(values: Values, what: string): Reading<S3Config> {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_KMS_KEY_ID: kmsKeyId } = values;
  const region = values.S3_REGION ?? values.AWS_REGION;
  const credentials = readCredentials(values);
  const cloudFront = readCloudFront(values);
  const faults = [
    ...missing(what, { S3_BUCKET: bucket, S3_REGION: region }),
    ...credentials.faults,
    ...cloudFront.faults,
  ];
  if (bucket === undefined || region === undefined) return { chosen: undefined, faults };
  const chosen = {
    bucket,
    region,
    endpoint,
    credentials: credentials.chosen,
    kmsKeyId,
    cloudFront: cloudFront.chosen,
  };
  return { chosen, faults };
}

function readCredentials(values: Values): Reading<S3Config['credentials'] & object> {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { chosen: { accessKeyId, secretAccessKey }, faults: [] };
  }
  const needed = { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey };
  return { chosen: undefined, faults: missingOfSome('a key of S3', needed) };
}

function readCloudFront(values: Values): Reading<CloudFrontConfig> {
  const { CLOUDFRONT_URL: url, CLOUDFRONT_KEY_PAIR_ID: keyPairId, CLOUDFRONT_PRIVATE_KEY: privateKey } = values;
  if (url !== undefined && keyPairId !== undefined && privateKey !== undefined) {
    return { chosen: { url, keyPairId, privateKey }, faults: [] };
  }
  const needed = {
    CLOUDFRONT_URL: url,
    CLOUDFRONT_KEY_PAIR_ID: keyPairId,
    CLOUDFRONT_PRIVATE_KEY: privateKey,
  };
  return { chosen: undefined, faults: missingOfSome('CloudFront', needed) };
}

function missing(what: string, needed: Record<string, unknown>): string[] {
  return Object.entries(needed).flatMap(([name, value]) =>
    value === undefined ? [`${name} is missing, which ${what} needs.`] : [],
  );
}

/** All of them or none. */
function missingOfSome(what: string, needed: Record<string, unknown>): string[] {
  return Object.values(needed).every((value) => value === undefined) ? [] : missing(what, needed);
}
