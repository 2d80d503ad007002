import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';

/** The page itself comes first. */
const afterMs = 2000;

/** Fetches what opens over a page before somebody asks for it: then it opens at once, and without a network too. */
export function useFetchAhead(): void {
  const isBusy = useIsFetching() > 0;
  useEffect(() => {
    if (isBusy) return;
    const timer = setTimeout(() => {
      const parts = [import('../components/menu-popup.tsx'), import('../components/dialog-popup.tsx')];
      // What did not come is asked for again when it is opened, and missed aloud there.
      void Promise.allSettled(parts);
    }, afterMs);
    return () => clearTimeout(timer);
  }, [isBusy]);
}
