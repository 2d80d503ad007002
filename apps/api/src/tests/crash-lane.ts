import { setTimeout as wait } from 'node:timers/promises';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { askDatabase } from '@portal/testing/ask-database';
import type { TestDatabase } from '@portal/testing/postgres';
import { type PostgresProxy, startPostgresProxy } from '@portal/testing/postgres-proxy';
import { signedInClient } from '@portal/testing/signed-in-client';
import { createRandom, pageHeaders, pdfOfSize } from '@portal/testing/upload-tools';
import { startWorkerProcess } from '@portal/testing/worker-process';
import { expect } from 'vitest';
import { type CrashForm, type CrashPhase, crashPhases, crashPlan, holds } from './crash-phases.ts';
import { type Acknowledged, type Sender, sendInParts, sendWhole } from './crash-sender.ts';

export type CrashLane = {
  database: TestDatabase;
  dataFolder: string;
  /** Which store of bytes. */
  environment: Record<string, string>;
  seed: number;
  kills: number;
};

export type CrashOutcome = {
  acknowledged: readonly Acknowledged[];
  kills: Record<CrashPhase, number>;
  byForm: Record<CrashForm, number>;
};

export const crashAddress = 'killed@example.org';
const heldInTimeMs = 20_000;
const sizeOfMostInBytes = 300_000;

/** Kills the portal again and again while it takes uploads, at moments that are chosen or held, and starts it anew. */
export async function killAndKill(lane: CrashLane): Promise<CrashOutcome> {
  const proxy = await startPostgresProxy(lane.database.applicationUrl);
  const random = createRandom(lane.seed);
  const acknowledged: Acknowledged[] = [];
  const kills = Object.fromEntries(crashPhases.map((phase) => [phase, 0])) as Record<CrashPhase, number>;
  const byForm = { single: 0, inParts: 0 };
  let cookie: string | undefined;
  let seedOfBytes = lane.seed;
  try {
    for (const { phase, form, round } of crashPlan(lane.kills)) {
      const victims = await startVictims(lane, proxy, phase);
      const { api } = victims;
      const killed = Promise.withResolvers<void>();
      const sendings: Sent[] = [];
      try {
        cookie ??= await signIn(api);
        const sender = senderTo(api, cookie);
        const nextPdf = () => pdfOfSize(1000 + random(sizeOfMostInBytes), (seedOfBytes += 1));
        sendings.push(sendWhole(sender, nextPdf()));
        // So that there is something that must not be lost; and what is held is then what was meant.
        if (phase !== 'anyMoment') await sendings[0];
        const moment = { phase, form, round, sender, nextPdf, random, lane, proxy, killed: killed.promise };
        sendings.push(...(await bringTo(moment)));
        // They are awaited when the portal is dead; one that fails before that is no unhandled rejection.
        for (const sending of sendings) sending.catch(() => undefined);
        await wait(random(10));
      } finally {
        await victims.kill();
        killed.resolve();
        proxy.release();
      }
      const answers = await Promise.all(sendings);
      acknowledged.push(...answers.filter((answer) => answer !== undefined));
      kills[phase] += 1;
      byForm[form] += 1;
    }
  } finally {
    await proxy.close();
  }
  return { acknowledged, kills, byForm };
}

type Victims = { api: ApiProcess; kill: () => Promise<void> };

/** What sweeps is the worker; it would also check what the other phases leave, and take their time for it. */
async function startVictims(
  { dataFolder, environment }: CrashLane,
  proxy: PostgresProxy,
  phase: CrashPhase,
): Promise<Victims> {
  const portal = { database: { applicationUrl: proxy.url }, dataFolder };
  const [api, worker] = await Promise.all([
    startApiProcess({ ...portal, environment: { LOG_LEVEL: 'silent', ...environment } }),
    phase === 'sweeping'
      ? startWorkerProcess({ ...portal, environment: { SWEEP_EVERY_SECONDS: '1', ...environment } })
      : undefined,
  ]);
  return { api, kill: async () => void (await Promise.all([api.kill('SIGKILL'), worker?.kill('SIGKILL')])) };
}

async function signIn(api: ApiProcess): Promise<string> {
  const headers = await pageHeaders(api, await signedInClient(api, crashAddress));
  return headers['Cookie'] ?? '';
}

/** The session outlives the process; only where the portal is has changed. */
function senderTo({ url }: ApiProcess, cookie: string): Sender {
  return {
    url,
    headers: { Host: new URL(url).host, Origin: url, 'X-Requested-With': 'fetch', Cookie: cookie },
  };
}

type Sent = Promise<Acknowledged | undefined>;

type Moment = {
  phase: CrashPhase;
  form: CrashForm;
  round: number;
  sender: Sender;
  nextPdf: () => Buffer;
  random: (below: number) => number;
  lane: CrashLane;
  proxy: PostgresProxy;
  killed: Promise<void>;
};

/** Resolves when the portal is in that phase, with what is being sent to it. */
async function bringTo(moment: Moment): Promise<Sent[]> {
  const { phase, form, round, sender, nextPdf, random, lane, proxy } = moment;
  const send = () => (form === 'single' ? sendWhole(sender, nextPdf()) : sendInParts(sender, nextPdf()));
  if (phase === 'anyMoment') {
    const sent = [send(), send()];
    await wait(random(200));
    return sent;
  }
  if (phase === 'receiving') return [(await receiveHalf(moment)).sent];
  const choices = holds[phase];
  const held = proxy.hold(choices[round % choices.length]!);
  if (phase === 'sweeping') {
    await endNewestDeadline(lane.database);
    await inTime(held, phase);
    return [];
  }
  const sent = send();
  await inTime(held, phase);
  return [sent];
}

/** The promise of the sending is wrapped, so that waiting for the moment is not waiting for its end. */
async function receiveHalf({ form, sender, nextPdf, random, lane, killed }: Moment): Promise<{ sent: Sent }> {
  const bytes = nextPdf();
  if (form === 'single') {
    const before = await countReserved(lane.database);
    const sent = sendWhole(sender, bytes, 600 + random(bytes.length - 600));
    await expect
      .poll(() => countReserved(lane.database), { timeout: heldInTimeMs, interval: 20 })
      .toBeGreaterThan(before);
    return { sent };
  }
  const half = Promise.withResolvers<void>();
  const onHalfAPart = (): Promise<void> => {
    half.resolve();
    return killed;
  };
  const sent = sendInParts(sender, bytes, { onHalfAPart });
  await inTime(half.promise, 'receiving');
  return { sent };
}

async function inTime(held: Promise<void>, phase: CrashPhase): Promise<void> {
  const patience = new AbortController();
  const tooLate = wait(heldInTimeMs, undefined, { signal: patience.signal }).then(
    () => Promise.reject(new Error(`The portal never came to: ${phase}.`)),
    () => undefined,
  );
  await Promise.race([held, tooLate]);
  patience.abort();
}

async function countReserved(database: TestDatabase): Promise<number> {
  const [row] = await askDatabase(
    database,
    `select count(*)::int as reserved from documents where state = 'uploading'`,
  );
  return Number(row?.['reserved']);
}

/** As if an hour had passed for what the kill before this one left: bytes that are whole, and no document. */
async function endNewestDeadline(database: TestDatabase): Promise<void> {
  const moved = await askDatabase(
    database,
    `update unfinished_files set deadline = now() - interval '1 second' where document_id =
       (select id from documents where state = 'uploading' order by uploaded_at desc limit 1)
     returning storage_key`,
  );
  if (moved.length === 0) throw new Error('There is nothing to sweep.');
}

/** As if an hour and a day had passed for all that was begun. */
export async function endDeadlines(database: TestDatabase): Promise<void> {
  await askDatabase(database, `update unfinished_files set deadline = now() - interval '1 second'`);
}
