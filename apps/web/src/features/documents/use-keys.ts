import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** Keys pressed anywhere inside an element that is no control itself: a bar, a form, the frame of the viewer. */
export function useKeys(element: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const act = useEffectEvent(onKey);
  useEffect(() => {
    const listened = element.current;
    const listen = (event: KeyboardEvent): void => act(event);
    listened?.addEventListener('keydown', listen);
    return () => listened?.removeEventListener('keydown', listen);
  }, [element]);
}
