import { atLeast, type Claim, type Started } from './claim.ts';
import { type ListWork, startCountingDatabase } from './database-counts.ts';
import { listsAWrite, type Mixed, runListMix } from './list-mix.ts';
import { seedPatients } from './seed-patients.ts';
import { startPortal } from './servers.ts';

const patientsEach = 100;
const stepsEach = 50;

type Given = { name: string; seed: number; nextRedis: () => string; straightPortal: string };
type Done = Mixed & ListWork;

/** What the cache of lists spares the database, as the database counts it. */
export async function databaseWork(started: Started, given: Given): Promise<Claim> {
  const { name, seed, nextRedis, straightPortal } = given;
  const database = await started(startCountingDatabase());
  const mix = async (patientsName: string, program?: string): Promise<Done> => {
    const seeded = {
      name: patientsName,
      count: patientsEach,
      documentsEach: 100,
      signedIn: patientsEach,
      searched: true,
    };
    const patients = await seedPatients(database, seeded);
    const portal = await started(startPortal(database, { REDIS_URL: nextRedis() }, program));
    await database.reset();
    const mixed = await runListMix(portal.url, { patients, stepsEach, seed });
    return { ...mixed, ...(await database.read()) };
  };
  return {
    name,
    measure: async () => {
      const straight = await mix('straight', straightPortal);
      const cached = await mix('cached');
      const fallOfPages = 1 - cached.pages.calls / cached.lists / (straight.pages.calls / straight.lists);
      const fallOfTime = 1 - timeAList(cached) / timeAList(straight);
      return {
        name,
        sentence:
          `${patientsEach} patients with 100 documents each, ${stepsEach} steps each: ${listsAWrite} lists to a write, ` +
          'by chance (of the writes, half are uploads, the others new titles and documents for the trash; of the ' +
          'lists, one in twenty is sorted by title). What Postgres did for lists, from `pg_stat_statements`, with ' +
          'planning; its time for a list includes the look-ups of versions.',
        table: [
          ['', 'lists', 'writes', 'page statements', 'a list', 'version look-ups', 'a list', 'database ms a list'],
          rowOf('straight from Postgres', straight),
          rowOf('portal', cached),
        ],
        notes: [],
        targets: [
          atLeast(100 * fallOfPages, 80, '% fewer statements that read a list'),
          atLeast(100 * fallOfTime, 70, '% less database time for a list'),
        ],
        figures: { straight, cached, fallOfPages, fallOfTime },
      };
    },
  };
}

const timeAList = ({ lists, pages, versions }: Done): number => (pages.milliseconds + versions.milliseconds) / lists;

function rowOf(name: string, done: Done): string[] {
  const { lists, writes, pages, versions } = done;
  const perList = ({ calls }: { calls: number }): string => (calls / lists).toFixed(3);
  return [
    name,
    `${lists}`,
    `${writes}`,
    `${pages.calls}`,
    perList(pages),
    `${versions.calls}`,
    perList(versions),
    timeAList(done).toFixed(4),
  ];
}
