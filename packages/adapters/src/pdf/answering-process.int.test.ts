import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringProcess, startAnswering } from './answering-process.ts';
import { askWithinLimits, type Limits } from './ask-within-limits.ts';
import { createInspectorProcesses } from './inspector-processes.ts';

/** Does what it is told in place of what a hostile file may bring a process to do. */
const program = `
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
const held = [];
const tried = (work) => { try { work(); return 'done'; } catch (error) { return error.code; } };
const deeds = {
  pid: () => process.pid,
  hang: () => new Promise(() => setInterval(() => undefined, 1000)),
  spin: () => { for (;;); },
  work: () => {
    const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
    const end = used() + 300_000;
    while (used() < end) for (let i = 0; i < 1e5; i += 1);
  },
  fill: () => { for (;;) held.push(Buffer.alloc(1_000_000, 1)); },
  talk: async () => { for (;;) await new Promise((said) => process.stdout.write('x'.repeat(1000) + '\\n', said)); },
  die: () => process.exit(0),
  unasked: () => void setTimeout(() => writeFileSync(1, '{"pid":1}\\n.\\n'), 50),
  reach: (paths) => ({
    read: paths.map((path) => tried(() => readFileSync(path))), list: tried(() => readdirSync('/')),
    write: paths.map((path) => tried(() => writeFileSync(path, 'x'))), start: tried(() => spawnSync('true')),
    environment: process.env,
  }),
};
console.log('.');
for await (const line of createInterface({ input: process.stdin })) {
  const [deed, ...told] = line.split(' ');
  const answer = await deeds[deed](told);
  console.log(JSON.stringify({ answer }));
  console.log('.');
}`;

const { signal } = new AbortController();
const enough: Limits = { cpuMs: 10_000, timeMs: 20_000, memoryInMegabytes: 300, outputInBytes: 1_000_000 };

describe('a process that a stranger’s file is given to', { timeout: 60_000 }, () => {
  let folder: string;
  const started: AnsweringProcess[] = [];
  const start = (script = 'program.mjs'): AnsweringProcess => {
    const process = startAnswering({
      script: join(folder, script),
      heapInMegabytes: 256,
      lifeCpuSeconds: 20,
      readable: [folder],
      environment: { ONLY: 'this' },
    });
    started.push(process);
    return process;
  };
  const ask = (process: AnsweringProcess, question: string, limits: Partial<Limits> = {}) =>
    askWithinLimits(process, question, { limits: { ...enough, ...limits }, signal });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-process-'));
    await writeFile(join(folder, 'program.mjs'), program);
  });
  afterEach(() => {
    for (const { kill } of started.splice(0)) kill();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('answers one question after the other', async () => {
    const process = start();
    for (let time = 0; time < 3; time += 1) {
      expect(await ask(process, 'pid')).toMatchObject({ ending: 'ended', output: expect.stringContaining('answer') });
    }
  });

  // Each of them fails, by its own time-out, when the `kill` of its limit is taken out of `askWithinLimits`.
  it.each([
    ['takes too long', 'hang', 'time', { timeMs: 1_500 }],
    ['takes too much of the processor', 'spin', 'processor', { cpuMs: 500 }],
    ['takes too much memory', 'fill', 'memory', { memoryInMegabytes: 150 }],
    ['says too much', 'talk', 'output', { outputInBytes: 100_000 }],
    ['ends', 'die', 'failed', {}],
  ] as const)('row 27: is stopped when it %s', { timeout: 15_000 }, async (_, deed, ending, limits) => {
    const process = start();
    await ask(process, 'pid');
    const { output, ...ended } = await ask(process, deed, limits);
    expect(ended).toEqual({ ending });
    expect(output.length).toBeLessThan(110_000);
    expect(process.isAlive()).toBe(false);
  });

  // Fails when the processor time is not counted from the question on.
  it('has the limits of one question for each, however many it has answered', async () => {
    const process = start();
    for (let time = 0; time < 4; time += 1) {
      expect(await ask(process, 'work', { cpuMs: 900 })).toMatchObject({ ending: 'ended' });
    }
  });

  // Fails without `ulimit`: nobody else ends what a worker that was killed has left running.
  it('row 27: is ended by the system when nobody is left to do so', { timeout: 60_000 }, async () => {
    const process = startAnswering({
      script: join(folder, 'program.mjs'),
      heapInMegabytes: 256,
      lifeCpuSeconds: 1,
      readable: [folder],
      environment: {},
    });
    started.push(process);
    const unlimited = { ...enough, cpuMs: 1e9, timeMs: 40_000 };
    expect(await askWithinLimits(process, 'spin', { limits: unlimited, signal })).toMatchObject({ ending: 'failed' });
  });

  // Fails without the fences of `startAnswering`, and when they let it read more.
  it('row 27: opens what it is given and nothing else, and knows nothing of the portal', async () => {
    const own = join(folder, 'program.mjs');
    const { output } = await ask(start(), `reach ${own} /etc/hostname /proc/${globalThis.process.ppid}/environ`);
    const denied = 'ERR_ACCESS_DENIED';
    expect(JSON.parse(output.split('\n')[0] ?? '')).toEqual({
      answer: {
        read: ['done', denied, denied],
        list: denied,
        write: [denied, denied, denied],
        start: denied,
        environment: { ONLY: 'this' },
      },
    });
    expect(await readFile(own, 'utf8')).toBe(program);
  });

  // Fails without the fence of threads: one with arguments of its own reads whatever the portal may read.
  it('row 27: starts no thread that stands outside of the fences, and makes no code of text', async () => {
    const fence = new URL('child/fence.ts', import.meta.url);
    const project = fileURLToPath(new URL('../../../..', import.meta.url));
    const say = (text: string) => `writeSync(1, ${text} + '\\n.\\n')`;
    await writeFile(
      join(folder, 'threads.mjs'),
      `import ${JSON.stringify(fence.href)};
      import { writeSync } from 'node:fs';
      import threads, { Worker } from 'node:worker_threads';
      const tried = (work) => { try { work(); return 'done'; } catch (error) { return error.message; } };
      const code = "require('node:fs').readFileSync('/etc/hostname')";
      ${say("''")};
      process.stdin.once('data', () => ${say(`JSON.stringify([
        ...[Worker, threads.Worker, process.getBuiltinModule('worker_threads').Worker].map((Thread) =>
          tried(() => new Thread(code, { eval: true, execArgv: [] }))),
        tried(() => eval('1')), tried(() => new Function('return 1')),
      ])`)});`,
    );
    const process = startAnswering({
      script: join(folder, 'threads.mjs'),
      heapInMegabytes: 256,
      lifeCpuSeconds: 20,
      readable: [folder, project],
      environment: {},
    });
    started.push(process);
    const { output } = await ask(process, 'go');
    const noThread = 'Threads are for reading words.';
    const noCode = 'Code generation from strings disallowed for this context';
    expect(JSON.parse(output.split('\n')[0] ?? '')).toEqual([noThread, noThread, noThread, noCode, noCode]);
  });

  // Fails when what comes without a question is let pass.
  it('is stopped when it speaks without being asked', async () => {
    const process = start();
    await ask(process, 'unasked');
    await expect.poll(() => process.isAlive()).toBe(false);
  });

  it('that does not come up says nothing about the file: whoever asked may ask again', async () => {
    await expect(ask(start('not-there.mjs'), 'pid')).rejects.toThrow('does not start');
  });

  it('is stopped when whoever asked gives up', async () => {
    const process = start();
    await ask(process, 'pid');
    const giveUp = new AbortController();
    const asked = askWithinLimits(process, 'hang', { limits: enough, signal: giveUp.signal });
    giveUp.abort();
    await expect(asked).rejects.toThrow('aborted');
    expect(process.isAlive()).toBe(false);
  });

  describe('among others', () => {
    const pidOf = async ({ process }: { process: AnsweringProcess }): Promise<string> =>
      (await ask(process, 'pid')).output;

    // Fails when `takeIdle` does not look at the record.
    it('row 27: looks at files of one record only', async () => {
      const processes = createInspectorProcesses({ start });
      const pids: string[] = [];
      for (const record of ['a', 'a', 'b', 'a', 'b']) {
        const lent = processes.lend(record);
        pids.push(await pidOf(lent));
        await lent.giveBack({ isTrusted: true });
      }
      const [a, , b] = pids;
      expect(a).not.toBe(b);
      expect(pids).toEqual([a, a, b, a, b]);
      processes.close();
      expect(started.some((process) => process.isAlive())).toBe(false);
    });

    it('looks at one file at a time', async () => {
      const processes = createInspectorProcesses({ start });
      const [one, other] = [processes.lend('a'), processes.lend('a')];
      expect(await pidOf(one)).not.toBe(await pidOf(other));
      processes.close();
    });

    // Fails when `giveBack` keeps it whatever it is told.
    it('row 27: looks at no further file after anything unusual', async () => {
      const processes = createInspectorProcesses({ start });
      const lent = processes.lend('a');
      const pid = await pidOf(lent);
      await lent.giveBack({ isTrusted: false });
      expect(lent.process.isAlive()).toBe(false);
      expect(await pidOf(processes.lend('a'))).not.toBe(pid);
      processes.close();
    });
  });
});
