import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '@portal/api/config';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { deviceOf } from '@portal/core/identity/device';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedDemo } from './compose.ts';
import { demoDocuments } from './demo-documents.ts';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let folder: string;
let config: Config;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const reading = readConfig({
    PORTAL_MODE: 'local',
    DATABASE_URL: database.applicationUrl,
    DATA_DIR: folder,
    CODE_PEPPER: 'a pepper that only the tests know, long enough',
    URL_SIGNING_KEY: 'a key that only the tests know, which is long enough',
  });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  ({ config } = reading);
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const rows = () =>
  askDatabase(
    database,
    `select d.title, d.note, u.name from documents d join users u on u.id = d.uploaded_by
     where d.state <> 'uploading' order by d.uploaded_at, d.id`,
  );
const whole = demoDocuments.map(({ title, note }) => ({ title, note, name: 'Ruth Abernathy' }));

test('the demo’s patient gets every document with its note, once', async () => {
  expect(await seedDemo(config, logger)).toBe(demoDocuments.length);
  expect(await rows()).toEqual(whole);
  expect(await seedDemo(config, logger)).toBe(0);
  expect(await rows()).toEqual(whole);
});

test('what the demo did was done on a device that has a name', async () => {
  await seedDemo(config, logger);
  const lines = await askDatabase(database, 'select distinct user_agent from activity');
  expect(lines.map(({ user_agent }) => deviceOf(String(user_agent)))).toEqual([{ browser: 'Safari', system: 'iPad' }]);
});

test('what a start that broke off left out comes with the next one', async () => {
  // The first large one has no room: the seed ends there.
  await expect(seedDemo({ ...config, recordQuotaInBytes: 100_000 }, logger)).rejects.toThrow('record_full');
  const before = await rows();
  expect(before).toEqual(whole.slice(0, before.length));
  const last = before.at(-1);
  expect(last?.['note']).not.toBe('');
  await askDatabase(database, `update documents set note = '', revision = 1 where title = $1`, [last?.['title']]);
  expect(await seedDemo(config, logger)).toBe(demoDocuments.length - before.length);
  expect(await rows()).toEqual(whole);
});

test('what the patient deleted, renamed or emptied stays so', async () => {
  await seedDemo(config, logger);
  const [first, second] = whole;
  const last = whole.at(-1)!;
  await askDatabase(database, 'delete from documents where title = any ($1)', [[first!.title, last.title]]);
  await askDatabase(database, `update documents set title = 'Mine', note = '', revision = 5 where title = $1`, [
    second!.title,
  ]);
  expect(await seedDemo(config, logger)).toBe(0);
  expect(await rows()).toEqual([{ ...second, title: 'Mine', note: '' }, ...whole.slice(2, -1)]);
});
