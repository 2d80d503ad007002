import type { Request } from 'express';
import parseRange from 'range-parser';

type Target = { sizeInBytes: number; sha256: string; uploadedAt: Date };

/**
 * The one part that a request asks for (RFC 9110, section 14). Undefined where the whole is to be sent: nothing is
 * asked, more than one part is, the header can't be read, or what the client has a part of is not this any more.
 */
export function rangeOf(
  request: Request,
  target: Target,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const header = request.get('range');
  if (header === undefined || !isCurrent(request.get('if-range'), target)) return undefined;
  const ranges = parseRange(target.sizeInBytes, header, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes') return undefined;
  const [only, ...others] = ranges;
  return only && others.length === 0 ? { start: only.start, end: only.end } : undefined;
}

/** `If-Range` is an entity tag or a date, and only an exact match counts. */
function isCurrent(ifRange: string | undefined, { sha256, uploadedAt }: Target): boolean {
  return ifRange === undefined || ifRange === `"${sha256}"` || ifRange === uploadedAt.toUTCString();
}
