import { fileURLToPath } from 'node:url';
import { type Claim, type Group, prepared, type Started } from './claim.ts';
import { compete } from './competition.ts';
import { databaseWork } from './database-work.ts';
import { costByDocuments, costByPatients } from './list-costs.ts';
import { listCompetition } from './lists.ts';
import { aboutRounds } from './rounds.ts';
import { seedPatients } from './seed-patients.ts';
import { startDatabase, startPortal, startRedis, startReference } from './servers.ts';

const straightPortal = fileURLToPath(new URL('straight-portal/main.ts', import.meta.url));
const work = 'database-work';

export const listsGroup: Group = {
  name: 'lists',
  about: aboutRounds,
  claims: ['cached-lists', 'lists-by-documents', 'lists-by-patients', work],
  start: async ({ started, isAsked, seed }) => {
    const redis = await started(startRedis());
    let databaseNumber = 0;
    const nextRedis = (): string => `${redis.url}/${(databaseNumber += 1)}`;
    const claims = [
      prepared('cached-lists', (startedForIt) => lists(startedForIt, nextRedis)),
      prepared('lists-by-documents', (startedForIt) => byDocuments(startedForIt, nextRedis)),
      prepared('lists-by-patients', (startedForIt) => byPatients(startedForIt, nextRedis)),
      prepared(work, (startedForIt) => databaseWork(startedForIt, { name: work, seed, nextRedis, straightPortal })),
    ];
    return claims.filter(({ name }) => isAsked(name));
  },
};

async function lists(started: Started, nextRedis: () => string): Promise<Claim> {
  const database = await started(startDatabase());
  const patients = await seedPatients(database, {
    name: 'lists',
    count: 64,
    documentsEach: 100,
    signedIn: 64,
    searched: true,
  });
  const redisUrl = nextRedis();
  const portal = await started(startPortal(database, { REDIS_URL: redisUrl }));
  const straight = await started(startPortal(database, { REDIS_URL: nextRedis() }, straightPortal));
  const bytes = await started(startReference('express-bytes.mjs'));
  const postgres = await started(startReference('express-postgres.mjs', database.applicationUrl));
  const environment = { ...portal.environment, DATA_DIR: `${portal.folder}/beside`, REDIS_URL: nextRedis() };
  return compete(await listCompetition({ portal, straight, bytes, postgres, environment }, patients));
}

async function byDocuments(started: Started, nextRedis: () => string): Promise<Claim> {
  const database = await started(startDatabase());
  const seed = { count: 1, signedIn: 1, searched: true };
  const hasFew = await seedPatients(database, { ...seed, name: 'few', documentsEach: 10 });
  const hasMany = await seedPatients(database, { ...seed, name: 'many', documentsEach: 10_000 });
  const portal = await started(startPortal(database, { REDIS_URL: nextRedis() }));
  return compete(costByDocuments({ many: { portal, patients: hasMany }, few: { portal, patients: hasFew } }));
}

async function byPatients(started: Started, nextRedis: () => string): Promise<Claim> {
  const place = async (count: number, signedIn: number) => {
    const database = await started(startDatabase());
    const patients = await seedPatients(database, { name: 'all', count, documentsEach: 10, signedIn, searched: false });
    return { portal: await started(startPortal(database, { REDIS_URL: nextRedis() })), patients };
  };
  const few = await place(100, 100);
  return compete(costByPatients({ many: await place(100_000, 1_000), few }));
}
