import { rm } from 'node:fs/promises';
import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import { filesOf, keepPdf, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { expect, it } from 'vitest';

const patience = { timeout: 60_000, interval: 100 };

// Fails when a check is tried whatever its attempt: then the job is dead and the document stands there as before.
it(
  'a document whose check fails for good says so, once, and its job is put aside for an operator',
  { timeout: 120_000 },
  async () => {
    const portal = await startTestPortal({ works: false });
    const client = await signedInClient(portal);
    const { document } = (await sendPdf(client, pdfSaying('Its bytes get lost')).expect(201)).body as UploadAnswer;
    for (const file of await filesOf(portal)) await rm(file);
    // As often as ever, one try after the other.
    await askDatabase(portal.database, 'update jobs.queue set retry_delay = 0, retry_backoff = false');
    await portal.worker.start();
    await expect.poll(async () => (await portal.worker.describeJobs()).dead, patience).toBe(1);
    expect((await client.get(`/documents/${document.id}`).expect(200)).body).toMatchObject({
      document: { state: 'unscannable', checkResult: 'unscannable' },
    });
    const effects = `select
      (select count(*)::int from activity where document_id = $1 and action = 'document_check_failed') as lines,
      (select count(*)::int from notices where document_id = $1) as notices`;
    expect(await askDatabase(portal.database, effects, [document.id])).toEqual([{ lines: 1, notices: 1 }]);
    // Those of others go on.
    expect(await keepPdf(client, pdfSaying('Nothing of the kind'))).toMatchObject({ state: 'ready' });
    await portal.stop();
  },
);
