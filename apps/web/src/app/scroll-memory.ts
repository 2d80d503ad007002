import { useEffect, useEffectEvent, useLayoutEffect } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

const storageKey = 'scroll';
/** How often a place is looked for on a page that is still growing, once a frame. */
const triesAtMost = 40;

/** Where one was on each entry of the history, in px from the top. Lasts as long as the tab. */
const places = new Map<string, number>(readStored());

/** Back leads to where one was, a new page starts at its top, and a change of filters moves nothing. */
export function useScrollMemory(): void {
  const { key, pathname } = useLocation();
  const navigation = useNavigationType();

  useEffect(() => {
    history.scrollRestoration = 'manual';
    window.addEventListener('pagehide', store);
    return () => window.removeEventListener('pagehide', store);
  }, []);

  // Before anything moves: what the next page scrolls is no place on this one.
  useLayoutEffect(() => {
    const remember = () => places.set(key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [key]);

  const arrive = useEffectEvent(() => scrollTo(navigation === NavigationType.Pop ? (places.get(key) ?? 0) : 0));
  // Only another page moves the window: filters change the key and the search, not the path.
  useLayoutEffect(() => arrive(), [pathname]);
}

/** Scrolls there as soon as the page is long enough. Returns how to give up. */
function scrollTo(place: number): () => void {
  let tries = 0;
  let frame = 0;
  const attempt = () => {
    window.scrollTo(0, place);
    tries += 1;
    if (Math.abs(window.scrollY - place) > 1 && tries < triesAtMost) frame = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(frame);
}

function store(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...places].slice(-50)));
  } catch {
    // Storage is refused in some private windows: a reload then starts at the top.
  }
}

function readStored(): [string, number][] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPlace) : [];
  } catch {
    // As above; or somebody else has written there.
    return [];
  }
}

function isPlace(entry: unknown): entry is [string, number] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
}
