import type { VirtualItem } from '@tanstack/react-virtual';

/**
 * Heights of rows that were on the screen, for as long as the page lives: a list that is as long as it was when one left
 * it leads back to the same row. Of another width they are other ones.
 */
let kept: { width: number; rows: VirtualItem[] } | undefined;

export function keepHeights(rows: VirtualItem[]): void {
  kept = { width: window.innerWidth, rows };
}

export function keptHeights(): VirtualItem[] {
  return kept?.width === window.innerWidth ? kept.rows : [];
}
