/**
 * Work that is done after the answer. A job names ids only, never a name, a title or an address: it travels through
 * queues that others can read.
 */
export type Job =
  /** Hash, scan and inspect the bytes of a document in state `processing`, and decide. */
  | { kind: 'check_document'; recordId: string; documentId: string }
  /** Picture of page 1 and the words of a document that is `ready`. */
  | { kind: 'index_document'; recordId: string; documentId: string }
  /** Tell the patient what has come together since the last message. */
  | { kind: 'send_notices'; recordId: string }
  /** Done on a schedule, for nobody in particular. */
  | { kind: ScheduledJobKind };

export type ScheduledJobKind =
  /** Trash whose time is over, uploads that were given up, bytes that nothing points at. */
  | 'clean_up'
  /** Documents that stand in `processing` for too long, or have a text that was never made: enqueued again. */
  | 'requeue_stuck'
  /** Sessions, codes and activity months whose time is over. */
  | 'forget_old'
  /** Tells who has documents in the trash that go within three days. */
  | 'warn_of_trash';

export type JobKind = Job['kind'];

/**
 * Enqueues within a transaction, so that a job exists exactly if the change that needs it was committed. It is done at
 * least once, at any time after `notBefore`, in any order: whoever handles it must make nothing of a second time.
 */
export type JobsPort = {
  enqueue(job: Job, options?: { notBefore: Date }): Promise<void>;
  /** The same, unless this job stands for a time before that already: it looks again then. So many that wait become one. */
  postpone(job: Job, notBefore: Date): Promise<void>;
};

/**
 * What handling a job came to. `later`: what it needs does not answer (a scanner that is down); it is tried again after
 * that time and counts as no failure of the job. A rejection is a failure: retried with backoff a few times, then the job
 * is a dead letter.
 */
export type JobOutcome = { outcome: 'done' } | { outcome: 'later'; afterMs: number };

/** `signal` is aborted when the worker ends, or when the time of the job is over. */
export type HandleJob = (input: { job: Job; attempt: number; signal: AbortSignal }) => Promise<JobOutcome>;
