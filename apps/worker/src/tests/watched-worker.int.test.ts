import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { askInternally, sampleOf } from '@portal/testing/internal-answers';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { findFreePort } from '@portal/testing/ports';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { startWorkerProcess } from '@portal/testing/worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const patience = { timeout: 20_000, interval: 100 };

describe('Those who run the portal', { timeout: 60_000 }, () => {
  let clamd: ClamdServer;
  let portal: TestPortal;
  let dana: SignedInClient;
  beforeAll(async () => {
    clamd = await startClamd();
    portal = await startTestPortal({ environment: { SCANNER: 'clamd', CLAMD_URL: clamd.url } });
    dana = await signedInClient(portal);
  });
  afterAll(async () => {
    await portal.stop();
    await clamd.stop();
  });
  const ask = async (path: string): Promise<string> => (await askInternally({ portal: portal.worker }, path)).text;
  const health = async () => JSON.parse(await ask('/health')) as { status: string; checks: Record<string, unknown> };

  it('are told what the scanner said, what was decided, and how jobs went', async () => {
    await keepPdf(dana, pdfSaying('Nothing in it'));
    await keepPdf(dana, pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1')));
    const metrics = await ask('/metrics');
    expect(sampleOf(metrics, 'portal_scans_total', { verdict: 'clean' })).toBe(1);
    expect(sampleOf(metrics, 'portal_scans_total', { verdict: 'infected' })).toBe(1);
    // What the scanner has found something in, nobody looks into.
    expect(sampleOf(metrics, 'portal_inspections_total', { outcome: 'sound' })).toBe(1);
    expect(sampleOf(metrics, 'portal_checks_total', { result: 'ready' })).toBe(1);
    expect(sampleOf(metrics, 'portal_checks_total', { result: 'blocked' })).toBe(1);
    expect(sampleOf(metrics, 'portal_job_runs_total', { kind: 'check_document', outcome: 'done' })).toBe(2);
    expect(sampleOf(metrics, 'portal_job_duration_seconds_count', { kind: 'check_document' })).toBe(2);
  });

  it('are told of jobs that wait, how long the oldest does, and of those that were put aside', async () => {
    const idle = await startTestPortal({ works: false });
    await sendPdf(await signedInClient(idle), pdfSaying('Nobody looks at it')).expect(201);
    await askDatabase(idle.database, `update job_outbox set not_before = now() - interval '20 minutes'`);
    await askDatabase(idle.database, `insert into jobs.job (name, data) values ('dead_jobs', '{}')`);
    const asked = async (path: string) => (await askInternally({ portal: idle.worker }, path)).text;
    const metrics = await asked('/metrics');
    const states = { not_handed_over: 1, waiting: 0, deferred: 0, under_way: 0, dead: 1 };
    for (const [state, count] of Object.entries(states)) {
      expect([state, sampleOf(metrics, 'portal_jobs', { state })]).toEqual([state, count]);
    }
    expect(sampleOf(metrics, 'portal_jobs_oldest_waiting_seconds')).toBeGreaterThanOrEqual(1_200);
    expect(JSON.parse(await asked('/health'))).toMatchObject({
      status: 'degraded',
      checks: { jobs: { status: 'down' }, postgres: { status: 'up' } },
    });
    expect(JSON.parse((await askInternally(idle, '/health')).text)).toMatchObject({
      status: 'degraded',
      checks: { workers: { status: 'down' } },
    });
    await idle.stop();
  });

  it('see that the scanner is gone, what waits for it, and that it is back', async () => {
    expect(await health()).toMatchObject({ checks: { postgres: { status: 'up' }, scanner: { status: 'up' } } });
    await clamd.kill();
    const { document } = (await sendPdf(dana, pdfSaying('While it is gone')).expect(201)).body as UploadAnswer;
    await expect
      .poll(async () => sampleOf(await ask('/metrics'), 'portal_scans_total', { verdict: 'no_answer' }), patience)
      .toBeGreaterThan(0);
    await expect.poll(health, patience).toMatchObject({ status: 'degraded', checks: { scanner: { status: 'down' } } });
    expect((await dana.get(`/documents/${document.id}`)).body).toMatchObject({ document: { state: 'processing' } });
    clamd = await startClamd({ port: clamd.port });
    await expect.poll(health, patience).toMatchObject({ checks: { scanner: { status: 'up' } } });
  });

  it('ask a worker by itself on a port of its own, and it ends when it is told to', async () => {
    const port = await findFreePort();
    const worker = await startWorkerProcess({
      database: portal.database,
      dataFolder: portal.config.dataFolder,
      environment: { INTERNAL_PORT: String(port) },
    });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(sampleOf(metrics, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    expect(await worker.kill('SIGTERM')).toBe(0);
  });
});
