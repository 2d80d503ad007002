import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What the portal does by itself, again and again. */
export type BackgroundWork =
  | 'empty_trash_and_sweep'
  | 'remove_expired_uploads'
  | 'delete_old_sessions'
  | 'keep_activity';

export type WorkMetrics = {
  /** The same work, watched: each run, when it last went well, and how many of what it answers to have removed. */
  watchWork: <Removed extends Readonly<Record<string, number>>>(
    name: BackgroundWork,
    work: () => Promise<Removed>,
  ) => () => Promise<Removed>;
};

export function createWorkMetrics(registry: Registry): WorkMetrics {
  const registers = [registry];
  const runs = new Counter({
    name: 'portal_background_runs_total',
    help: 'Runs of what the portal does by itself.',
    labelNames: ['work', 'outcome'],
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'portal_background_last_success_timestamp_seconds',
    help: 'When it last went well; nothing until it first did.',
    labelNames: ['work'],
    registers,
  });
  const removed = new Counter({
    name: 'portal_background_removed_total',
    help: 'What it removed, by kind.',
    labelNames: ['what'],
    registers,
  });
  return {
    watchWork: (work, run) => {
      for (const outcome of ['done', 'failed']) runs.inc({ work, outcome }, 0);
      return async () => {
        try {
          const result = await run();
          runs.inc({ work, outcome: 'done' });
          lastSuccess.setToCurrentTime({ work });
          for (const [name, count] of Object.entries<number>(result)) removed.inc({ what: snakeCase(name) }, count);
          return result;
        } catch (error) {
          runs.inc({ work, outcome: 'failed' });
          throw error;
        }
      };
    },
  };
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
