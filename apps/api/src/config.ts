import { limits } from '@portal/contract/limits';
import type { AskPolicy } from '@portal/core/identity/identity-policy';
import { secret } from '@portal/core/secret';
import type { Secret } from '@portal/core/secret';
import * as z from 'zod';
import {
  commonVariables,
  faultsOfPublicUrl,
  type logLevels,
  parseVariables,
  publicUrlOf,
  publicUrlVariables,
} from './config-common.ts';
import { type InternalConfig, internalOf, internalVariables } from './config-internal.ts';
import { readMail, readSms, sendingVariables } from './config-sending.ts';
import type { MailConfig, SmsConfig } from './config-sending.ts';
import type { RequestPolicy } from './http/rate-limits.ts';
import type { UploadPace } from './http/watch-pace.ts';
import { readScanner, type ScannerConfig, scannerVariables } from './config-scanner.ts';
import { readStorage, storageVariables } from './config-storage.ts';
import type { StorageConfig } from './config-storage.ts';
import { urlOf, urlsOf, wholeNumber } from './config-values.ts';

export type Config = {
  mode: 'local' | 'production';
  port: number;
  /** Where `/metrics` and `/health` are asked for; undefined where nobody can ask. */
  internal: InternalConfig;
  /** Alone decides the allowed `Origin`, whether cookies are `Secure`, and the host in messages. */
  publicUrl: URL;
  databaseUrl: Secret;
  /** Copies of that database which follow it, for reading lists. */
  databaseReplicaUrls: readonly Secret[];
  /** Undefined in local mode only: sessions, challenges and limits are kept in memory then. */
  redisUrl: Secret | undefined;
  /** The Redis that lists are cached in, which may evict them; undefined: the other one. */
  redisCacheUrl: Secret | undefined;
  /** Parts what was cached before a restore of the database from what is cached after it. */
  listCacheEpoch: string;
  dataFolder: string;
  storage: StorageConfig;
  /** The worker asks it; the page says whether there is one. */
  scanner: ScannerConfig;
  mail: MailConfig;
  sms: SmsConfig;
  codePepper: Secret;
  urlSigningKey: Secret;
  maxUploadSizeInBytes: number;
  maxResumableUploadSizeInBytes: number;
  recordQuotaInBytes: number;
  /** How many bodies with bytes of documents this process reads at the same time, and how many of one record. */
  uploadsAtOnce: number;
  uploadsAtOncePerRecord: number;
  /** Who sends bytes of a document slower than this is cut off. */
  uploadPace: UploadPace;
  trustProxyHops: number;
  askPolicy: AskPolicy;
  requestPolicy: RequestPolicy;
  logLevel: (typeof logLevels)[number];
};

export type ConfigReading = { ok: true; config: Config } | { ok: false; faults: readonly string[] };

// Onto S3 each of them holds parts in memory; a disk takes what comes piece by piece.
const uploadsAtOnceOnto = { disk: 128, s3: 16 } as const;
// A quarter of them at the most: two slow patients are not to keep all others waiting.
const uploadsAtOncePerRecordOnto = { disk: 8, s3: 4 } as const;

// A line that fails for a moment is not to end what it carries.
const paceWindowMs = 30_000;

const gibibyte = 1024 ** 3;

const key = z
  .string('is missing')
  .min(32, 'is shorter than 32 characters: use 32 random bytes, such as `openssl rand -base64 32` makes')
  .transform(secret);

const variables = z.object({
  ...commonVariables,
  ...publicUrlVariables,
  ...internalVariables,
  DATABASE_REPLICA_URLS: urlsOf(['postgres:', 'postgresql:'])
    .transform((urls) => urls.map(secret))
    .default([]),
  REDIS_URL: urlOf(['redis:', 'rediss:']).transform(secret).optional(),
  REDIS_CACHE_URL: urlOf(['redis:', 'rediss:']).transform(secret).optional(),
  LIST_CACHE_EPOCH: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'is not 1 to 40 letters and digits')
    .default('1'),
  ...storageVariables,
  ...sendingVariables,
  ...scannerVariables,
  CODE_PEPPER: key,
  URL_SIGNING_KEY: key,
  MAX_UPLOAD_BYTES: wholeNumber(1024, 5 * gibibyte, limits.uploadSizeInBytes),
  MAX_RESUMABLE_UPLOAD_BYTES: wholeNumber(1024, 50 * gibibyte, limits.resumableUploadSizeInBytes),
  RECORD_QUOTA_BYTES: wholeNumber(1024, 1024 * gibibyte, 10 * gibibyte),
  UPLOADS_AT_ONCE: wholeNumber(1, 100_000, undefined),
  UPLOADS_AT_ONCE_PER_RECORD: wholeNumber(1, 100_000, undefined),
  UPLOAD_BYTES_PER_SECOND: wholeNumber(0, 1_000_000, 1024),
  TRUST_PROXY: wholeNumber(0, 10, 0),
  CODE_INTERVAL_SECONDS: wholeNumber(0, 3600, 30),
  CODES_PER_HOUR: wholeNumber(1, 100_000, 5),
  CODES_PER_DAY: wholeNumber(1, 1_000_000, undefined),
  CODES_PER_NETWORK_PER_HOUR: wholeNumber(1, 1_000_000, undefined),
  TRIES_PER_NETWORK_PER_HOUR: wholeNumber(1, 1_000_000, undefined),
  SMS_BUDGET_PER_HOUR: wholeNumber(1, 1_000_000, 300),
  SMS_BUDGET_PER_COUNTRY_PER_HOUR: wholeNumber(1, 1_000_000, 100),
  REQUESTS_PER_NETWORK_PER_MINUTE: wholeNumber(1, 10_000_000, 12_000),
  REQUESTS_PER_SESSION_PER_MINUTE: wholeNumber(1, 10_000_000, 1_200),
  UPLOADS_PER_HOUR: wholeNumber(1, 10_000_000, 500),
});

export const configVariables: readonly string[] = Object.keys(variables.shape);

/** Reads the variables of the environment; an empty one counts as not set. A fault never repeats the value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const parsed = parseVariables(variables, environment);
  if (!parsed.ok) return parsed;
  const { values } = parsed;
  const mail = readMail(values, values.PORTAL_MODE);
  const sms = readSms(values, values.PORTAL_MODE);
  const storage = readStorage(values, values.PORTAL_MODE);
  const scanner = readScanner(values, values.PORTAL_MODE);
  const faults = [...faultsOfMode(values), ...mail.faults, ...sms.faults, ...storage.faults, ...scanner.faults];
  if (!mail.chosen || !sms.chosen || !storage.chosen || faults.length > 0) return { ok: false, faults };
  const chosen = { mail: mail.chosen, sms: sms.chosen, storage: storage.chosen, scanner: scanner.chosen };
  return { ok: true, config: { ...toConfig(values), ...chosen } };
}

type Variables = z.output<typeof variables>;

/** What cannot be together; production refuses what is only for one machine. */
function faultsOfMode(values: Variables): string[] {
  const faults = faultsOfPublicUrl(values);
  if (internalOf(values, internalPortInProduction)?.port === values.PORT)
    faults.push('INTERNAL_PORT is the same as PORT.');
  if (values.PORTAL_MODE === 'local') return faults;
  if (!values.REDIS_URL) faults.push('REDIS_URL is missing: production keeps nothing in the memory of one process.');
  return faults;
}

function toConfig(values: Variables): Omit<Config, 'mail' | 'sms' | 'storage' | 'scanner'> {
  return {
    mode: values.PORTAL_MODE,
    port: values.PORT,
    internal: internalOf(values, internalPortInProduction),
    publicUrl: publicUrlOf(values),
    databaseUrl: values.DATABASE_URL,
    databaseReplicaUrls: values.DATABASE_REPLICA_URLS,
    redisUrl: values.REDIS_URL,
    redisCacheUrl: values.REDIS_CACHE_URL,
    listCacheEpoch: values.LIST_CACHE_EPOCH,
    dataFolder: values.DATA_DIR,
    codePepper: values.CODE_PEPPER,
    urlSigningKey: values.URL_SIGNING_KEY,
    maxUploadSizeInBytes: values.MAX_UPLOAD_BYTES,
    maxResumableUploadSizeInBytes: values.MAX_RESUMABLE_UPLOAD_BYTES,
    recordQuotaInBytes: values.RECORD_QUOTA_BYTES,
    uploadsAtOnce: values.UPLOADS_AT_ONCE ?? uploadsAtOnceOnto[values.STORAGE],
    uploadsAtOncePerRecord: values.UPLOADS_AT_ONCE_PER_RECORD ?? uploadsAtOncePerRecordOnto[values.STORAGE],
    uploadPace: { windowMs: paceWindowMs, leastBytesPerSecond: values.UPLOAD_BYTES_PER_SECOND },
    trustProxyHops: values.TRUST_PROXY,
    askPolicy: toAskPolicy(values),
    requestPolicy: {
      perNetworkPerMinute: values.REQUESTS_PER_NETWORK_PER_MINUTE,
      perSessionPerMinute: values.REQUESTS_PER_SESSION_PER_MINUTE,
      uploadsPerRecordPerHour: values.UPLOADS_PER_HOUR,
    },
    logLevel: values.LOG_LEVEL,
  };
}

const internalPortInProduction = 9090;
const fewestPerNetwork = 100;

/** A wider limit that is not set is never narrower than the one inside it. */
function toAskPolicy(values: Variables): AskPolicy {
  const perHour = values.CODES_PER_HOUR;
  const perNetworkPerHour = values.CODES_PER_NETWORK_PER_HOUR ?? Math.max(fewestPerNetwork, perHour);
  return {
    intervalMs: values.CODE_INTERVAL_SECONDS * 1000,
    perHour,
    perDay: values.CODES_PER_DAY ?? 2 * perHour,
    perNetworkPerHour,
    triesPerNetworkPerHour: values.TRIES_PER_NETWORK_PER_HOUR ?? perNetworkPerHour,
    smsPerHour: values.SMS_BUDGET_PER_HOUR,
    smsPerCountryPerHour: values.SMS_BUDGET_PER_COUNTRY_PER_HOUR,
  };
}
