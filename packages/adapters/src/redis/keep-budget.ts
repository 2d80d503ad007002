const mostRecords = 100_000;

/** Whether that much more may be kept for this record now; if so, it counts as kept. */
export type KeepBudget = (recordId: string, bytes: number) => boolean;

/** At most `mostBytes` for a record in fixed windows of `windowMs`, the first of which begins with its first page. */
export function createKeepBudget(input: { mostBytes: number; windowMs: number; nowMs: () => number }): KeepBudget {
  const { mostBytes, windowMs, nowMs } = input;
  const windows = new Map<string, { bytes: number; endsAtMs: number }>();

  function begin(recordId: string, now: number) {
    const begun = { bytes: 0, endsAtMs: now + windowMs };
    windows.delete(recordId);
    windows.set(recordId, begun);
    // In the order in which they began, which is that of their ends.
    for (const [oldest, { endsAtMs }] of windows) {
      if (windows.size <= mostRecords && endsAtMs > now) break;
      windows.delete(oldest);
    }
    return begun;
  }

  return (recordId, bytes) => {
    const now = nowMs();
    const known = windows.get(recordId);
    const window = known && now < known.endsAtMs ? known : begin(recordId, now);
    if (window.bytes + bytes > mostBytes) return false;
    window.bytes += bytes;
    return true;
  };
}
