import { limits } from '@portal/contract/limits';
import type { PartAddresses } from './part-addresses.ts';
import type { Part, PartPlan } from './part-plan.ts';
import type { PartOutcome } from './put-part.ts';
import { retryDelayMs, withJitter } from './retry.ts';
import { TransferStop } from './transfer-stop.ts';

export type SendPartsDependencies = {
  plan: PartPlan;
  addresses: PartAddresses;
  put: (part: Part, address: Awaited<ReturnType<PartAddresses['of']>>, run: PutRun) => Promise<PartOutcome>;
  isOnline: () => boolean;
  wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
  /** More of the file went out, or, after a failure, less than was thought. */
  onProgress: () => void;
};

type PutRun = { signal: AbortSignal; onSent: (inBytes: number) => void };

/** With the waits doubling, about a quarter of a minute; then the whole upload rests, and is asked about anew. */
const mostTries = 5;

/**
 * Sends all parts that are missing, a few at a time, each tried again by itself. Rejects with a `TransferStop` that says
 * why it cannot go on now, with what signing rejects with, or with the cancellation where `signal` was aborted.
 */
export async function sendParts(dependencies: SendPartsDependencies, signal: AbortSignal): Promise<void> {
  const { plan } = dependencies;
  // Where one part cannot go on, the others stop too: what they would send is better sent after the pause.
  const others = new AbortController();
  const together = AbortSignal.any([signal, others.signal]);
  const failures: unknown[] = [];
  const turns = createTurns(plan);
  const staggered = { ...dependencies, onProgress: () => (turns.look(), dependencies.onProgress()) };
  const sendSome = async (index: number): Promise<void> => {
    try {
      await turns.until(index);
      for (let part = plan.take(); part; part = plan.take()) await sendPart(staggered, part, together);
    } catch (error) {
      failures.push(error);
      others.abort();
    }
    turns.end();
  };
  await Promise.all(Array.from({ length: limits.resumable.partsAtOnce }, (_, index) => sendSome(index)));
  // The first one is why; the others were stopped because of it.
  if (failures.length > 0) return Promise.reject(failures[0]);
}

/**
 * Parts begin one after the other, each when the one before is a third through: then they end one after the other too,
 * and a network that goes away takes less with it than if all of them were nearly done.
 */
function createTurns(plan: PartPlan) {
  const begunAt = plan.sentInBytes();
  const stepInBytes = plan.partSizeInBytes / limits.resumable.partsAtOnce;
  const waiting: { fromInBytes: number; go: () => void }[] = [];
  let isOver = false;
  return {
    until: (index: number): Promise<void> =>
      index === 0 || isOver
        ? Promise.resolve()
        : new Promise((go) => waiting.push({ fromInBytes: begunAt + index * stepInBytes, go })),
    look: (): void => {
      const sentInBytes = plan.sentInBytes();
      for (const { fromInBytes, go } of waiting) if (sentInBytes >= fromInBytes) go();
    },
    /** Somebody has nothing more to send, or cannot go on: nobody waits for them. */
    end: (): void => {
      isOver = true;
      for (const { go } of waiting) go();
    },
  };
}

async function sendPart(dependencies: SendPartsDependencies, part: Part, signal: AbortSignal): Promise<void> {
  const { plan, addresses, put, wait, random, onProgress } = dependencies;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const address = await addresses.of(part);
    signal.throwIfAborted();
    const outcome = await put(part, address, {
      signal,
      onSent: (inBytes) => {
        plan.sent(part, inBytes);
        onProgress();
      },
    });
    if (outcome.kind === 'kept') {
      plan.received(part);
      onProgress();
      return;
    }
    plan.sent(part, 0);
    onProgress();
    if (outcome.kind === 'stale') addresses.forget(part);
    stopWhereHopeless(dependencies, outcome, tries);
    const hinted = outcome.kind === 'passing' ? (outcome.retryAfterMs ?? 0) : 0;
    await wait(Math.max(hinted, withJitter(retryDelayMs(tries), random())), signal);
  }
}

function stopWhereHopeless({ isOnline }: SendPartsDependencies, outcome: PartOutcome, tries: number): void {
  if (outcome.kind === 'gone') throw new TransferStop({ kind: 'gone' });
  if (outcome.kind === 'refused') {
    const { code, detail, instance } = outcome.problem;
    throw new TransferStop({ kind: 'failed', failure: { kind: 'refused', code, detail, requestId: instance } });
  }
  if (tries < mostTries && isOnline()) return;
  if (outcome.kind === 'damaged') throw new TransferStop({ kind: 'failed', failure: { kind: 'unreachable' } });
  const waitAtLeastMs = outcome.kind === 'passing' ? outcome.retryAfterMs : undefined;
  throw new TransferStop({ kind: 'interrupted', waitAtLeastMs });
}
