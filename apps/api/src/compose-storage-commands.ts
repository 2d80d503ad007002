import { parseArgs } from 'node:util';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { composeFiles } from './compose-files.ts';
import { composeStorageMove, composeStorageVerification, type ManagedStores } from './compose-storage.ts';
import type { Config } from './config.ts';
import { createMoveJournal, createVerificationFile } from './storage-files.ts';
import { createStorageProgress } from './storage-progress.ts';
import { describeDisagreement, summariseMove, summariseVerification } from './storage-report.ts';

export type CommandSurroundings = {
  config: Config;
  /** What was typed after the command. */
  args: readonly string[];
  out: { write: (text: string) => unknown; isTTY?: boolean };
  /** Aborted where it is told to stop. */
  signal: AbortSignal;
};

/** What a shell gets from a command that was interrupted. */
const interrupted = 130;
const now = (): Date => new Date();

/** `storage:verify [--quick] [--repair] [--resume]`: the exit code. */
export async function runStorageVerify({ config, args, out, signal }: CommandSurroundings): Promise<number> {
  const options = { quick: { type: 'boolean' }, repair: { type: 'boolean' }, resume: { type: 'boolean' } } as const;
  const { quick = false, repair = false, resume = false } = parseArgs({ args: [...args], options }).values;
  const file = createVerificationFile(config.dataFolder);
  const kept = resume ? await file.read() : undefined;
  const from = kept?.quick === quick ? kept.state : undefined;
  if (resume && !from) out.write('Nothing to go on with: beginning at the beginning.\n');
  return withStores(config, async ({ postgres, stores }) => {
    const { rows, verifyStorage } = composeStorageVerification({ postgres, stores, now });
    const done = { documents: from?.documents ?? 0, sizeInBytes: from?.sizeInBytes ?? 0 };
    const progress = createStorageProgress({ total: await rows.count(), done, out, now: Date.now });
    const onStep = async (state: NonNullable<typeof from>): Promise<void> => {
      await file.write({ quick, state });
      progress.setDocuments(state.documents);
    };
    try {
      const result = await verifyStorage({ quick, repair, from, signal, onBytes: progress.addBytes, onStep });
      progress.end();
      await file.remove();
      for (const disagreement of result.disagreements) out.write(`${describeDisagreement(disagreement)}\n`);
      out.write(`${summariseVerification(result)}\n`);
      return result.disagreements.length === 0 ? 0 : 1;
    } catch (error) {
      if (!signal.aborted) throw error;
      progress.end();
      out.write('Stopped: --resume goes on from here.\n');
      return interrupted;
    }
  });
}

/** `storage:move`: from STORAGE_BEFORE to STORAGE; the exit code. */
export async function runStorageMove({ config, args, out, signal }: CommandSurroundings): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  return withStores(config, async ({ postgres, stores: { current, former } }) => {
    if (!former) {
      out.write(
        'STORAGE_BEFORE is missing: it names the store that documents are moved from, STORAGE the one they go to.\n',
      );
      return 1;
    }
    const journal = await createMoveJournal(config.dataFolder);
    const { rows, moveStorage } = composeStorageMove({ postgres, stores: { current, former }, now }, journal);
    const done = { documents: 0, sizeInBytes: 0 };
    const progress = createStorageProgress({ total: await rows.count(), done, out, now: Date.now });
    try {
      const onStep = ({ documents }: { documents: number }): void => progress.setDocuments(documents);
      const result = await moveStorage({ signal, onBytes: progress.addBytes, onStep });
      progress.end();
      for (const id of result.wrong) out.write(`not moved: document ${id}, whose bytes are not what they were\n`);
      out.write(`${summariseMove(result, { current: current.name, former: former.name })}\n`);
      return result.leftInFormer === 0 ? 0 : 1;
    } catch (error) {
      if (!signal.aborted) throw error;
      progress.end();
      out.write('Stopped: run it again to go on.\n');
      return interrupted;
    }
  });
}

async function withStores<Result>(
  config: Config,
  work: (surroundings: { postgres: ReturnType<typeof createPostgres>; stores: ManagedStores }) => Promise<Result>,
): Promise<Result> {
  // A connection that breaks fails the question that was asked on it.
  const postgres = createPostgres({ url: config.databaseUrl, onError: () => undefined });
  const stores = await composeFiles(config, { now });
  try {
    return await work({ postgres, stores });
  } finally {
    stores.close();
    await postgres.close();
  }
}
