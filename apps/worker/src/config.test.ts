import { readFileSync } from 'node:fs';
import { configVariables } from '@portal/api/config';
import { describe, expect, it } from 'vitest';
import { readWorkerConfig, workerVariables } from './config.ts';

const enough = { PORTAL_MODE: 'local', DATABASE_URL: 'postgres://portal_app:hunter2@localhost/portal' };
const onSqs = { ...enough, QUEUE: 'sqs', SQS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/1/jobs' };

function faultsOf(environment: Record<string, string>): readonly string[] {
  const reading = readWorkerConfig(environment);
  return reading.ok ? [] : reading.faults;
}

describe('the configuration of the worker', () => {
  it('needs the database and no secret of the API, and keeps jobs in Postgres unless it is told otherwise', () => {
    const reading = readWorkerConfig(enough);
    expect(reading).toMatchObject({
      ok: true,
      config: {
        mode: 'local',
        queue: { way: 'postgres' },
        checksAtOnce: 4,
        sweepEveryMs: 300_000,
        dataFolder: '.data',
      },
    });
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });

  it('is told where those are answered who run it: beside an API, and nowhere on one’s own machine', () => {
    const internalOf = (environment: Record<string, string>) => {
      const reading = readWorkerConfig({ ...enough, ...environment });
      return reading.ok ? reading.config.internal : undefined;
    };
    expect(internalOf({})).toBeUndefined();
    expect(internalOf({ INTERNAL_PORT: '9100' })).toEqual({ host: '127.0.0.1', port: 9100 });
  });

  it('says what SQS lacks', () => {
    expect(faultsOf({ ...enough, QUEUE: 'sqs' })).toEqual([
      'SQS_QUEUE_URL is missing, which QUEUE=sqs needs.',
      'AWS_REGION is missing, which QUEUE=sqs needs.',
    ]);
    expect(faultsOf({ ...enough, QUEUE: 'kafka' })).toEqual(['QUEUE is neither postgres nor sqs.']);
    expect(readWorkerConfig({ ...onSqs, AWS_REGION: 'eu-central-1', SQS_CONSUMER: 'off' })).toMatchObject({
      config: { queue: { way: 'sqs', queueUrl: onSqs.SQS_QUEUE_URL, region: 'eu-central-1', takes: false } },
    });
  });

  it('is all in .env.example with that of the API, beside what docker-compose.yml asks for, and nothing else is', () => {
    const text = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
    const named = [...text('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const ofCompose = [...text('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name);
    expect(ofCompose).toContain('POSTGRES_PASSWORD');
    const ofOtherCommands = ['DATABASE_MIGRATION_URL', 'DEMO'];
    expect(new Set(named)).toEqual(new Set([...configVariables, ...workerVariables, ...ofOtherCommands, ...ofCompose]));
    expect(new Set(named).size).toBe(named.length);
  });
});
