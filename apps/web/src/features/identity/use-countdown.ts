import { useEffect, useState } from 'react';

const tickMs = 250;

/** Milliseconds left until `endsAt` (as of `Date.now()`), counted down on the page; 0 once it is over. */
export function useCountdown(endsAt: number): number {
  const [now, setNow] = useState(() => Date.now());
  const over = now >= endsAt;
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [over, endsAt]);
  return Math.max(0, endsAt - now);
}
