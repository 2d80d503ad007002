import { useSyncExternalStore } from 'react';

const query = '(width >= 64rem)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** There is room for a document's details beside its pages: 1024 px. */
export function useHasRoomBeside(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
