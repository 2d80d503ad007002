import {
  commonVariables,
  faultsOfPublicUrl,
  type logLevels,
  parseVariables,
  publicUrlOf,
  publicUrlVariables,
} from '@portal/api/config-common';
import { type InternalConfig, internalOf, internalVariables } from '@portal/api/config-internal';
import { type MailConfig, readMail, readSms, sendingVariables, type SmsConfig } from '@portal/api/config-sending';
import { readScanner, type ScannerConfig, scannerVariables } from '@portal/api/config-scanner';
import { readStorage, type StorageConfig, storageVariables } from '@portal/api/config-storage';
import { urlOf, wholeNumber } from '@portal/api/config-values';
import { type OcrLanguage, ocrLanguages } from '@portal/core/processing/ocr-languages';
import { type Secret, secret } from '@portal/core/secret';
import * as z from 'zod';

export type QueueConfig =
  | { way: 'postgres' }
  | {
      way: 'sqs';
      queueUrl: string;
      region: string;
      /** Undefined for AWS itself. */
      endpoint: string | undefined;
      /** Whether this process does jobs itself, or hands them to SQS only: Lambda takes them from there. */
      takes: boolean;
    };

export type WorkerConfig = {
  mode: 'local' | 'production';
  internal: InternalConfig;
  databaseUrl: Secret;
  /** Where pages are told that a document was checked; undefined: they ask, or share this process. */
  redisUrl: Secret | undefined;
  dataFolder: string;
  storage: StorageConfig;
  queue: QueueConfig;
  scanner: ScannerConfig;
  /** How notices reach patients, and where these are led. */
  mail: MailConfig;
  sms: SmsConfig;
  /** Of notices to all patients, each beside the codes that the API sends. */
  textsPerHour: number;
  publicUrl: URL;
  /** Pages without words are read from their picture: how many of a document, 0 for none, and in which languages. */
  ocr: { pages: number; languages: readonly OcrLanguage[] };
  /** How many documents this process checks at the same time. */
  checksAtOnce: number;
  /** How often the trash is emptied and what uploads and deletions left behind is looked for. */
  sweepEveryMs: number;
  logLevel: (typeof logLevels)[number];
};

export type WorkerConfigReading = { ok: true; config: WorkerConfig } | { ok: false; faults: readonly string[] };

// Beside that of an API on the same machine.
const internalPortInProduction = 9091;

const variables = z.object({
  ...commonVariables,
  ...internalVariables,
  ...publicUrlVariables,
  ...sendingVariables,
  SMS_BUDGET_PER_HOUR: wholeNumber(1, 1_000_000, 300),
  ...storageVariables,
  REDIS_URL: urlOf(['redis:', 'rediss:']).transform(secret).optional(),
  QUEUE: z.enum(['postgres', 'sqs'], 'is neither postgres nor sqs').default('postgres'),
  SQS_QUEUE_URL: urlOf(['http:', 'https:']).optional(),
  SQS_ENDPOINT_URL: urlOf(['http:', 'https:']).optional(),
  SQS_CONSUMER: z.enum(['on', 'off'], 'is neither on nor off').default('on'),
  ...scannerVariables,
  OCR: z.enum(['on', 'off'], 'is neither on nor off').default('on'),
  OCR_PAGES: wholeNumber(1, 500, 20),
  OCR_LANGUAGES: z
    .string()
    .default(ocrLanguages.join(','))
    .transform((value) => value.split(',').map((language) => language.trim()))
    .pipe(z.array(z.enum(ocrLanguages, `is not a list of ${ocrLanguages.join(', ')} with commas between`))),
  CHECKS_AT_ONCE: wholeNumber(1, 100, 4),
  SWEEP_EVERY_SECONDS: wholeNumber(1, 3600, 300),
});

export const workerVariables: readonly string[] = Object.keys(variables.shape);

/** Reads the worker's variables of the environment; an empty one counts as not set. A fault never repeats the value. */
export function readWorkerConfig(environment: Readonly<Record<string, string | undefined>>): WorkerConfigReading {
  const parsed = parseVariables(variables, environment);
  if (!parsed.ok) return parsed;
  const { values } = parsed;
  const storage = readStorage(values, values.PORTAL_MODE);
  const queue = readQueue(values);
  const scanner = readScanner(values, values.PORTAL_MODE);
  const mail = readMail(values, values.PORTAL_MODE);
  const sms = readSms(values, values.PORTAL_MODE);
  const faults = [faultsOfPublicUrl(values), ...[storage, queue, scanner, mail, sms].map((one) => one.faults)].flat();
  if (!storage.chosen || !queue.chosen || !mail.chosen || !sms.chosen || faults.length > 0)
    return { ok: false, faults };
  return {
    ok: true,
    config: {
      mode: values.PORTAL_MODE,
      internal: internalOf(values, internalPortInProduction),
      databaseUrl: values.DATABASE_URL,
      redisUrl: values.REDIS_URL,
      dataFolder: values.DATA_DIR,
      storage: storage.chosen,
      queue: queue.chosen,
      scanner: scanner.chosen,
      mail: mail.chosen,
      sms: sms.chosen,
      textsPerHour: values.SMS_BUDGET_PER_HOUR,
      publicUrl: publicUrlOf(values),
      ocr: { pages: values.OCR === 'on' ? values.OCR_PAGES : 0, languages: values.OCR_LANGUAGES },
      checksAtOnce: values.CHECKS_AT_ONCE,
      sweepEveryMs: values.SWEEP_EVERY_SECONDS * 1000,
      logLevel: values.LOG_LEVEL,
    },
  };
}

type Values = z.output<typeof variables>;

function readQueue(values: Values): { chosen: QueueConfig | undefined; faults: string[] } {
  const { QUEUE: way, SQS_QUEUE_URL: queueUrl, AWS_REGION: region, SQS_ENDPOINT_URL: endpoint } = values;
  if (way === 'postgres') return { chosen: { way }, faults: [] };
  if (queueUrl === undefined || region === undefined) {
    const missing = Object.entries({ SQS_QUEUE_URL: queueUrl, AWS_REGION: region }).filter(([, value]) => !value);
    return { chosen: undefined, faults: missing.map(([name]) => `${name} is missing, which QUEUE=sqs needs.`) };
  }
  return { chosen: { way, queueUrl, region, endpoint, takes: values.SQS_CONSUMER === 'on' }, faults: [] };
}
