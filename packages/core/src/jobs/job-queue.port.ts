import type { Job, JobKind } from './jobs.port.ts';

/** `id` is that of the row that asked for the job: one that is handed over twice has one id. */
export type QueuedJob = { id: string; job: Job };

/** Resolves: the job is done with. Rejects: it is tried again later, and put aside as dead after some times. */
export type TakeJob = (input: {
  job: Job;
  /** Counts from 1; a worker that died under it counts too. */
  attempt: number;
  /** Aborted when somebody else has got the job meanwhile, or its time is over. */
  signal: AbortSignal;
}) => Promise<void>;

export type JobQueuePort = {
  /**
   * Takes jobs from now on, a few at a time, and keeps each to itself as long as it works on it. A worker that dies is
   * followed by another one: a job is done at least once.
   */
  start(take: TakeJob): Promise<void>;
  /** Takes no more; resolves when what runs has ended. */
  stopTaking(): Promise<void>;
  /** Lets go of everything; what still runs is tried again later, by whoever takes it then. */
  close(): Promise<void>;
  describe(): Promise<QueueCounts>;
};

export type QueueCounts = {
  /** Those that could be taken now, and those that wait for their time, such as the next try. */
  waiting: number;
  deferred: number;
  underWay: number;
  /** Put aside for an operator. */
  dead: number;
  /** Of one that could be taken now; undefined where the queue does not say, or none waits. */
  oldestWaitingMs: number | undefined;
  /** Where the queue tells them apart. */
  waitingByKind: Partial<Record<JobKind, number>>;
};

/** What operators are told: jobs that no worker has handed to the queue yet, and the queue itself. */
export type JobsReport = QueueCounts & { notHandedOver: number; oldestNotHandedOverMs: number | undefined };
export type DescribeJobs = () => Promise<JobsReport>;
