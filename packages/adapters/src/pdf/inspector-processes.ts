import type { AnsweringProcess } from './answering-process.ts';
import { usedBy } from './process-usage.ts';

export type Lent<Process extends AnsweringProcess> = {
  process: Process;
  /** `isTrusted`: the question ended as it does for usual files. Any other process is not asked again. */
  giveBack: (input: { isTrusted: boolean }) => Promise<void>;
};

export type InspectorProcesses<Process extends AnsweringProcess> = {
  /** One that was never asked anything, or about files of this record alone. Nobody else has it meanwhile. */
  lend: (recordId: string) => Lent<Process>;
  /** Ends all of them, whatever they do. */
  close: () => void;
};

type Kept<Process extends AnsweringProcess> = {
  process: Process;
  recordId: string;
  questions: number;
  startedMs: number;
};
type Idle<Process extends AnsweringProcess> = Kept<Process> & { timer: NodeJS.Timeout };

// A document is looked at, drawn and read within that.
const idleMs = 3_000;
const spareMs = 30_000;
const mostIdle = 6;
const mostQuestions = 150;
const longestLifeMs = 60_000;
// What a usual file leaves behind; one that had a large file gives its memory back by ending.
const usual = { memoryInMegabytes: 320, cpuMs: 20_000 };

/** A spare one is started ahead, so that nobody waits for a start but the first. */
export function createInspectorProcesses<Process extends AnsweringProcess>({
  start,
}: {
  start: () => Process;
}): InspectorProcesses<Process> {
  const all = new Set<Process>();
  let idle: Idle<Process>[] = [];
  let spare: { process: Process; timer: NodeJS.Timeout } | undefined;
  let isClosed = false;

  const end = (process: Process): void => {
    all.delete(process);
    process.kill();
  };
  const startOne = (): Process => {
    const process = start();
    all.add(process);
    return process;
  };
  const dropIdle = (dropped: Idle<Process>): void => {
    idle = idle.filter((one) => one !== dropped);
    clearTimeout(dropped.timer);
    end(dropped.process);
  };
  const prepareSpare = (): void => {
    const process = startOne();
    const timer = setTimeout(() => {
      spare = undefined;
      end(process);
    }, spareMs).unref();
    spare = { process, timer };
  };
  const takeFresh = (): Process => {
    const taken = spare;
    clearTimeout(taken?.timer);
    prepareSpare();
    if (taken?.process.isAlive()) return taken.process;
    if (taken) end(taken.process);
    return startOne();
  };
  const takeIdle = (recordId: string): Kept<Process> | undefined => {
    const found = idle.findLast((one) => one.recordId === recordId && one.process.isAlive());
    if (!found) return undefined;
    idle = idle.filter((one) => one !== found);
    clearTimeout(found.timer);
    return found;
  };
  const keep = (kept: Kept<Process>): void => {
    const one: Idle<Process> = { ...kept, timer: setTimeout(() => dropIdle(one), idleMs).unref() };
    idle.push(one);
    const oldest = idle[0];
    if (idle.length > mostIdle && oldest) dropIdle(oldest);
  };

  return {
    lend: (recordId) => {
      const kept = takeIdle(recordId) ?? { process: takeFresh(), recordId, questions: 0, startedMs: performance.now() };
      return {
        process: kept.process,
        giveBack: async ({ isTrusted }) => {
          const next = { ...kept, questions: kept.questions + 1 };
          if (isTrusted && !isClosed && (await isFitForMore(next))) keep(next);
          else end(kept.process);
        },
      };
    },
    close: () => {
      isClosed = true;
      for (const { timer } of idle) clearTimeout(timer);
      clearTimeout(spare?.timer);
      for (const process of all) end(process);
    },
  };
}

async function isFitForMore({ process, questions, startedMs }: Kept<AnsweringProcess>): Promise<boolean> {
  if (!process.isAlive() || questions >= mostQuestions) return false;
  if (performance.now() - startedMs > longestLifeMs || process.pid === undefined) return false;
  const used = await usedBy(process.pid);
  // Where the system does not tell, nobody knows what the last file left behind.
  if (!used) return false;
  return used.memoryInMegabytes < usual.memoryInMegabytes && used.cpuMs < usual.cpuMs;
}
