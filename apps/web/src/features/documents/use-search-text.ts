import { useEffect, useEffectEvent, useState } from 'react';

const pauseMs = 250;

/**
 * What is typed into the search, ahead of what is searched: `commit` is called once typing pauses. `searched` is the
 * search in the address; where that changes by something else than typing (Back, a link), the field follows.
 */
export function useSearchText(searched: string, commit: (q: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(searched);
  const [known, setKnown] = useState(searched);
  const [committed, setCommitted] = useState(searched);
  if (searched !== known) {
    setKnown(searched);
    if (searched !== committed) {
      setCommitted(searched);
      setText(searched);
    }
  }
  const commitTyped = useEffectEvent((typed: string) => {
    if (typed === searched) return;
    setCommitted(typed);
    commit(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => commitTyped(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
