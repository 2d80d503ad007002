import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Competition } from './competition.ts';
import { loadLists, loadNote } from './load-lists.ts';
import { middlewareOf } from './middleware.ts';
import type { SignedIn } from './seed-patients.ts';
import type { RunningPortal, RunningServer } from './servers.ts';

const path = '/api/v1/documents?limit=25';
/** Lists a second of papra, a program for documents at home, as measured on two cores. */
const ofPapra = 167;

export type ListServers = {
  portal: RunningPortal;
  straight: RunningPortal;
  bytes: RunningServer;
  postgres: RunningServer;
  /** For the same API in this process, which tells what runs in it. */
  environment: Record<string, string>;
};

/** 25 documents, again and again, by patients who take turns. */
export async function listCompetition(servers: ListServers, patients: readonly SignedIn[]): Promise<Competition> {
  const { portal, straight, bytes, postgres, environment } = servers;
  const tagged = await Promise.all(
    patients.map(async ({ headers }) => {
      const answer = await fetch(portal.url + path, { headers });
      const body = Buffer.from(await answer.arrayBuffer());
      if (answer.status !== 200) throw new Error(`A list was answered with ${answer.status}: ${body.toString()}`);
      return { body, headers: { ...headers, 'If-None-Match': answer.headers.get('etag') ?? '' } };
    }),
  );
  const [first] = tagged;
  if (!first || !patients[0]) throw new Error('Lists need somebody who asks.');
  await writeFile(join(bytes.folder, 'files', 'list.json'), first.body);
  const signedIn = patients.map(({ headers }) => headers);
  const middleware = await middlewareOf(environment, { path, headers: patients[0].headers });
  return {
    name: 'cached-lists',
    sentence:
      `The first 25 documents (${first.body.length} bytes), by ${patients.length} signed-in patients in turn; each ` +
      'answer begins with a look at the version on the primary.',
    unit: 'lists/s',
    each: 'list',
    competitors: [
      { name: 'portal', run: () => loadLists({ ...portal, url: portal.url + path, headers: signedIn }) },
      {
        name: 'portal, 304',
        run: () => loadLists({ ...portal, url: portal.url + path, headers: tagged.map(({ headers }) => headers) }),
      },
      {
        name: 'portal straight from Postgres',
        run: () => loadLists({ ...straight, url: straight.url + path, headers: signedIn }),
      },
      {
        name: 'express-postgres',
        run: () =>
          loadLists({
            ...postgres,
            url: `${postgres.url}/list`,
            headers: patients.map(({ recordId }) => ({ 'X-Record': recordId })),
          }),
      },
      { name: 'express-bytes', run: () => loadLists({ ...bytes, url: `${bytes.url}/list`, headers: [{}] }) },
    ],
    targets: [
      { against: 'express-bytes', bound: 0.25 },
      { against: 'express-bytes', bound: 0.33, isAim: true },
      { against: 'portal straight from Postgres', bound: 3 },
      { against: 'portal straight from Postgres', bound: 4, isAim: true },
      { bound: 40 * ofPapra },
      { bound: 60 * ofPapra, isAim: true },
    ],
    notes: [
      `Ran for each of the portal's lists, by the engine's count of calls: ${middleware.join(', ')}. ${loadNote}`,
      'Straight from Postgres is the same API, with all of that, whose lists are read by one statement each, without ' +
        'cache and version (`straight-portal/main.ts`); express-postgres does nothing but that statement. 304 is what a ' +
        'browser gets that has the list already.',
    ],
  };
}
