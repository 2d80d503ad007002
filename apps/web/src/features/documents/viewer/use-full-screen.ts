import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

export type FullScreen = {
  /** Phones often cannot. */
  isPossible: boolean;
  isOn: boolean;
  toggle: () => void;
};

export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const follow = (): void => setIsOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  const toggle = (): void => {
    if (isOn) void document.exitFullscreen();
    else void element.current?.requestFullscreen();
  };
  return { isPossible: document.fullscreenEnabled, isOn, toggle };
}
