import type { DocumentList } from '@portal/contract/documents';
import { createRandom, pdfSaying } from '@portal/testing/upload-tools';
import type { SignedIn } from './seed-patients.ts';

export const listsAWrite = 9;
/** One list in so many is sorted by title; the others are what the page opens with. */
const byTitleEvery = 20;
const atOnce = 16;

export type Mix = { patients: readonly SignedIn[]; stepsEach: number; seed: number };

export type Mixed = { lists: number; writes: number };

type Visit = SignedIn & {
  random: (below: number) => number;
  /** The document on top of the list that this patient has seen last. */
  topId: string | undefined;
};

/** Lists and writes of many patients against one portal. Throws at the first answer that is not as it should be. */
export async function runListMix(url: string, { patients, stepsEach, seed }: Mix): Promise<Mixed> {
  const mixed: Mixed = { lists: 0, writes: 0 };
  const visits: Visit[] = patients.map((patient, at) => ({
    ...patient,
    random: createRandom(seed + at),
    topId: undefined,
  }));
  const work = async (): Promise<void> => {
    for (let visit = visits.pop(); visit; visit = visits.pop()) {
      for (let step = 0; step < stepsEach; step += 1) {
        const writes = visit.random(1 + listsAWrite) === 0;
        mixed[writes ? 'writes' : 'lists'] += 1;
        await (writes ? write : list)(url, visit);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return mixed;
}

async function list(url: string, visit: Visit): Promise<void> {
  const sort = visit.random(byTitleEvery) === 0 ? '&sort=title' : '';
  const answer = await ask(`${url}/api/v1/documents?limit=25${sort}`, { headers: visit.headers });
  visit.topId = ((await answer.json()) as DocumentList).items[0]?.id;
}

/** As often a new document as another title or one more in the trash. */
async function write(url: string, visit: Visit): Promise<void> {
  const headers = { ...visit.headers, Origin: url, 'X-Requested-With': 'fetch' };
  const { random, topId, recordId } = visit;
  const way = random(4);
  if (topId === undefined || way < 2) {
    const bytes = new Uint8Array(pdfSaying(`${recordId} ${random(2 ** 30)}`));
    const body = new FormData();
    body.set('file', new Blob([bytes], { type: 'application/pdf' }), 'scan.pdf');
    await ask(`${url}/api/v1/documents`, { method: 'POST', headers, body });
  } else if (way === 2) {
    const body = JSON.stringify({ title: `Letter ${random(2 ** 30)}` });
    const typed = { ...headers, 'Content-Type': 'application/json' };
    await ask(`${url}/api/v1/documents/${topId}`, { method: 'PATCH', headers: typed, body });
  } else {
    await ask(`${url}/api/v1/documents/${topId}`, { method: 'DELETE', headers });
    visit.topId = undefined;
  }
}

async function ask(url: string, sent: RequestInit): Promise<Response> {
  const answer = await fetch(url, sent);
  if (!answer.ok) throw new Error(`${sent.method ?? 'GET'} ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
