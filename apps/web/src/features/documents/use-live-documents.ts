import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** The page itself comes first; until it listens, it asks. */
const afterMs = 1000;

/** Everything that shows documents follows them by itself for as long as somebody is signed in. */
export function useLiveDocuments(): void {
  const client = useQueryClient();
  const isBusy = useIsFetching() > 0;
  const [begins, setBegins] = useState(false);
  useEffect(() => {
    if (isBusy || begins) return undefined;
    const timer = setTimeout(() => setBegins(true), afterMs);
    return () => clearTimeout(timer);
  }, [isBusy, begins]);
  useEffect(() => {
    if (!begins) return undefined;
    let left = false;
    let stop = (): void => undefined;
    const begin = async (): Promise<void> => {
      const { followDocuments } = await import('./live/live-documents.ts');
      if (!left) stop = followDocuments(client);
    };
    // Without a network it does not come: then the page goes on asking.
    begin().catch(() => undefined);
    return () => {
      left = true;
      stop();
    };
  }, [begins, client]);
}
