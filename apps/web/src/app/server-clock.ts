let aheadInMs = 0;

/** Takes the time of an answer's `Date` header: a device's clock may be wrong by hours. */
export function setServerClock(dateHeader: unknown): void {
  const serverTime = typeof dateHeader === 'string' ? Date.parse(dateHeader) : Number.NaN;
  if (Number.isFinite(serverTime)) aheadInMs = serverTime - Date.now();
}

/** Milliseconds until a moment of the server (ISO 8601), by the server's clock; negative once it is past. */
export function msUntil(serverMoment: string): number {
  return Date.parse(serverMoment) - Date.now() - aheadInMs;
}
