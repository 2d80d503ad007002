import type { DocumentList } from '@portal/contract/documents';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export type DocumentsStage = {
  portal: TestPortal;
  /** Somebody who has just come to it, another one in each test. */
  client: SignedInClient;
  /** When everything happens. */
  now: Date;
  list: (query?: string) => Promise<DocumentList>;
};

/** One portal for a file of tests, whose clock stands still. What it answers with is there once a test runs. */
export function setDocumentsStage(): DocumentsStage {
  const now = new Date('2026-05-03T10:00:00Z');
  const list = async (query = ''): Promise<DocumentList> =>
    (await stage.client.get(`/documents${query}`).expect(200)).body as DocumentList;
  const stage = { now, list } as DocumentsStage;
  beforeAll(async () => {
    stage.portal = await startTestPortal({ now: () => now });
  });
  afterAll(() => stage.portal.stop());
  beforeEach(async () => {
    stage.client = await signedInClient(stage.portal);
  });
  return stage;
}
