import type { PostgresHold } from '@portal/testing/postgres-proxy';

export const crashPhases = [
  'receiving',
  'storedNotCommitted',
  'committedNotAnswered',
  'completing',
  'sweeping',
  'anyMoment',
] as const;
export type CrashPhase = (typeof crashPhases)[number];
export type CrashForm = 'single' | 'inParts';

const documentMade = /update documents as d set state/;
/** A file that comes whole is made a document by one statement, which is a transaction by itself. */
const keptAtOnce = /from finish_documents\(/;
const commit = /^commit/i;

/** Where each phase is held: the bytes of a document are there when its row is made, and durable. */
export const holds = {
  storedNotCommitted: [{ statement: keptAtOnce, at: 'asked' }],
  committedNotAnswered: [
    // In the order of the forms that the plan has for it.
    { statement: keptAtOnce, at: 'answered' },
    { statement: commit, after: documentMade, at: 'answered' },
  ],
  completing: [
    // Before the parts are made one file, after it, and when all is said but the last word.
    { statement: /from upload_parts/, at: 'asked' },
    { statement: documentMade, at: 'asked' },
    { statement: /update uploads/, at: 'answered' },
  ],
  sweeping: [
    // Struck from the list after all was removed; claimed and nothing removed yet; removed and not struck.
    { statement: /delete from unfinished_files where storage_key = \$1/, at: 'answered' },
    { statement: /with overdue as \(\s*select storage_key/, at: 'answered' },
    { statement: /delete from unfinished_files where storage_key = \$1/, at: 'asked' },
  ],
} as const satisfies Partial<Record<CrashPhase, readonly PostgresHold[]>>;

/** Each phase in turn, so that what one leaves behind another meets; `sweeping` comes when there is something to sweep. */
export function* crashPlan(kills: number): Generator<{ phase: CrashPhase; form: CrashForm; round: number }> {
  const turns: { phase: CrashPhase; forms: readonly CrashForm[] }[] = [
    { phase: 'receiving', forms: ['single', 'inParts'] },
    { phase: 'storedNotCommitted', forms: ['single'] },
    { phase: 'sweeping', forms: ['single'] },
    { phase: 'committedNotAnswered', forms: ['single', 'inParts'] },
    { phase: 'completing', forms: ['inParts'] },
    { phase: 'anyMoment', forms: ['inParts', 'single'] },
  ];
  for (let round = 0; round < kills; round += 1) {
    const { phase, forms } = turns[round % turns.length]!;
    const turn = Math.floor(round / turns.length);
    yield { phase, form: forms[turn % forms.length]!, round: turn };
  }
}
