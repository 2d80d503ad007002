import { activityKinds } from '@portal/contract/activity';

export type ActivityKind = (typeof activityKinds)[number];

/** How far back one looks; `all` is as long as lines are kept. */
export const spans = ['all', 'week', 'month', 'year'] as const;
export type Span = (typeof spans)[number];

export type ActivityFilters = { kind: ActivityKind | undefined; documentId: string | undefined; span: Span };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const daysOf: Record<Exclude<Span, 'all'>, number> = { week: 7, month: 30, year: 365 };
const dayMs = 86_400_000;

/** Reads the address. What it does not know it leaves out: an address may be older than the page, or typed. */
export function readFilters(search: URLSearchParams): ActivityFilters {
  const documentId = search.get('documentId') ?? '';
  return {
    kind: activityKinds.find((kind) => kind === search.get('kind')),
    documentId: uuid.test(documentId) ? documentId : undefined,
    span: spans.find((span) => span === search.get('since')) ?? 'all',
  };
}

/** The shortest address that says the same. */
export function writeFilters({ kind, documentId, span }: ActivityFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (kind) search.set('kind', kind);
  if (documentId) search.set('documentId', documentId);
  if (span !== 'all') search.set('since', span);
  return search;
}

/** As the API takes them. Today is the last of the days. */
export function toQuery({ kind, documentId, span }: ActivityFilters, now: Date) {
  return {
    ...(kind ? { kind } : {}),
    ...(documentId ? { documentId } : {}),
    ...(span === 'all' ? {} : { from: firstDayOf(daysOf[span], now) }),
  };
}

function firstDayOf(days: number, now: Date): string {
  return new Date(now.getTime() - (days - 1) * dayMs).toISOString().slice(0, 10);
}
