import { useEffect } from 'react';
import type { RefObject } from 'react';

/** What has a use of its own for these keys. */
const ownUse = 'a, button, input, textarea, select, [tabindex="0"], [role="dialog"], [role="menu"]';
/** As browsers do: what was last seen stays in sight. */
const partOfPane = 0.875;

/** Page Down, Page Up and Space turn the pages from wherever the focus is, but for what uses these keys itself. */
export function useScrollKeys(pane: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const scroll = (event: KeyboardEvent): void => {
      const direction = directionOf(event);
      if (direction === 0 || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!pane.current || (event.target instanceof Element && event.target.closest(ownUse))) return;
      event.preventDefault();
      pane.current.scrollBy({ top: direction * pane.current.clientHeight * partOfPane });
    };
    document.addEventListener('keydown', scroll);
    return () => document.removeEventListener('keydown', scroll);
  }, [pane]);
}

function directionOf({ key, shiftKey }: KeyboardEvent): -1 | 0 | 1 {
  if (key === 'PageDown') return 1;
  if (key === 'PageUp') return -1;
  if (key === ' ') return shiftKey ? -1 : 1;
  return 0;
}
