import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3Place } from '@portal/adapters/aws/s3-store';
import { secret } from '@portal/core/secret';
import { startFauxqs as startFauxqsServer } from 'fauxqs';
import { inject } from 'vitest';
import type { S3Server } from './s3-server.ts';
import { startTakingTags } from './s3-tags.ts';
import type {} from './services.ts';

export type TestBucket = {
  place: S3Place;
  /** What `readConfig` needs to keep documents there. */
  environment: Record<string, string>;
  /** How many there are: versions of objects, marks of deletions and uploads in parts together. */
  countStored: () => Promise<number>;
  /** Ends what was started for it. */
  stop: () => Promise<void>;
};

const inBucket = ({ endpoint, region, accessKeyId, secretAccessKey }: S3Server, bucket: string) => ({
  place: {
    bucket,
    region,
    endpoint,
    credentials: { accessKeyId, secretAccessKey: secret(secretAccessKey) },
    kmsKeyId: undefined,
  },
  environment: {
    STORAGE: 's3',
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  },
});

const newBucketName = (): string => `documents-${randomUUID()}`;

const clientOf = ({ endpoint, region, ...credentials }: S3Server): S3Client =>
  new S3Client({ endpoint, region, credentials, forcePathStyle: true });

/** The run's one radosgw. Whoever asks first waits until it runs: give it `radosgwStartMs` in a `beforeAll`. */
export async function radosgw(): Promise<S3Server> {
  const answer = await fetch(inject('services').radosgwUrl, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as S3Server;
}

export const radosgwStartMs = 180_000;

export type RadosgwOptions = {
  /** Where it keeps versions it ignores the condition of a write, unlike Amazon's. */
  versions?: boolean;
  /** Pages of this origin may use it. */
  origin?: string;
};

/** A bucket of its own on the run's one radosgw, which holds to S3's rules. */
export async function createRadosgwBucket({ versions = true, origin }: RadosgwOptions = {}): Promise<TestBucket> {
  const server = await radosgw();
  const bucket = newBucketName();
  const client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  if (versions) await client.send(keepVersions(bucket));
  if (origin !== undefined) await client.send(allowPages(bucket, origin));
  const countStored = async (): Promise<number> => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return Versions.length + DeleteMarkers.length + Uploads.length;
  };
  return { ...inBucket(server, bucket), countStored, stop: async () => client.destroy() };
}

const keepVersions = (bucket: string): PutBucketVersioningCommand =>
  new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } });

const allowPages = (bucket: string, origin: string): PutBucketCorsCommand =>
  new PutBucketCorsCommand({
    Bucket: bucket,
    CORSConfiguration: {
      CORSRules: [
        {
          AllowedOrigins: [origin],
          AllowedMethods: ['GET', 'HEAD', 'PUT'],
          AllowedHeaders: ['*'],
          ExposeHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range', 'ETag'],
          MaxAgeSeconds: 600,
        },
      ],
    },
  });

/** A bucket on a server in this process that speaks S3 and checks little: no signature, no condition, no version, no tag. */
export async function createFauxqsBucket(): Promise<TestBucket> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-fauxqs-'));
  const fauxqs = await startFauxqsServer({ port: 0, host: '127.0.0.1', logger: false, s3StorageDir: folder });
  const taking = await startTakingTags(`http://127.0.0.1:${fauxqs.port}`);
  const endpoint = `http://127.0.0.1:${taking.port}`;
  const server = { endpoint, region: 'us-east-1', accessKeyId: 'test', secretAccessKey: 'testtest' };
  const bucket = newBucketName();
  fauxqs.createBucket(bucket);
  const countStored = async (): Promise<number> => {
    const entries = await readdir(folder, { recursive: true });
    const isObject = (name: string) => name.includes(`${bucket}/objects/`) && name.endsWith('.data');
    return entries.filter((name) => isObject(name) || name.endsWith('.upload.json')).length;
  };
  const stop = async (): Promise<void> => {
    await taking.close();
    await fauxqs.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...inBucket(server, bucket), countStored, stop };
}
