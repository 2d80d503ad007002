import type { Document } from '@portal/contract/documents';
import type { Page } from 'playwright-core';

type Refusal = { status: number; code: string; retryAfterInSeconds?: number };

/** The portal refuses what goes to an address by a method, as it would of its own accord. Ends with `page.unroute`. */
export async function pretendRefusal(page: Page, method: string, pattern: string, refusal: Refusal): Promise<void> {
  const { status, code, retryAfterInSeconds } = refusal;
  await page.route(pattern, (route) =>
    route.request().method() === method
      ? route.fulfill({
          status,
          contentType: 'application/problem+json',
          headers: retryAfterInSeconds === undefined ? {} : { 'Retry-After': String(retryAfterInSeconds) },
          json: { type: 'about:blank', title: 'x', status, detail: 'x', instance: '01J-7F3K', code },
        })
      : route.fallback(),
  );
}

/** The session is as it is, but ends soon. */
export async function pretendEnding(page: Page, leftInMs: number): Promise<void> {
  const idleExpiresAt = new Date(Date.now() + leftInMs).toISOString();
  await page.route('**/api/v1/session', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const answer = await route.fetch();
    const session = (await answer.json()) as object;
    return route.fulfill({ response: answer, json: { ...session, idleExpiresAt } });
  });
}

type Answered = { document?: Document; items?: Document[] };

/** Documents of these titles are others than they are, in every answer that tells of them. Ends with `page.unroute`. */
export async function pretendDocuments(
  page: Page,
  changesByTitle: Readonly<Record<string, Partial<Document>>>,
): Promise<void> {
  const pattern = /\/api\/v1\/documents(\?.*|\/[0-9a-f-]{36})?$/;
  const pretended = (document: Document): Document => ({ ...document, ...changesByTitle[document.title] });
  await page.route(pattern, async (route) => {
    const answer = await route.fetch();
    if (!answer.ok()) return route.fulfill({ response: answer });
    const { document, items, ...rest } = (await answer.json()) as Answered;
    const json = {
      ...rest,
      ...(document ? { document: pretended(document) } : {}),
      ...(items ? { items: items.map(pretended) } : {}),
    };
    return route.fulfill({ response: answer, json });
  });
}
