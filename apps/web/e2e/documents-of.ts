import { DocumentList } from '@portal/contract/documents';
import type { Document } from '@portal/contract/documents';
import type { BrowserContext } from 'playwright-core';

/** What the portal keeps for whoever is signed in, asked for behind the page. */
export async function documentsOf({ request }: BrowserContext, url: string): Promise<readonly Document[]> {
  const answer = await request.get(`${url}/api/v1/documents`);
  return DocumentList.parse(await answer.json()).items;
}
