import { useEffect, useEffectEvent, useRef } from 'react';

/** The keyboard goes on from here, or from the page's heading, where what had the focus is gone. */
export function takeLostFocus(rowId: string | undefined): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  const row = rowId === undefined ? null : document.querySelector(`[data-row="${CSS.escape(rowId)}"]`);
  const target = row?.querySelector<HTMLElement>('a, button') ?? document.querySelector('h1');
  target?.focus({ preventScroll: true });
}

/**
 * Where the row with the focus leaves its list, the row in its place takes the focus, or the page's heading where none
 * is left. A row's element is marked `data-row={id}`.
 */
export function useKeptFocus(rows: readonly { id: string }[]): void {
  const focused = useRef<{ rowId: string; index: number }>(undefined);
  const keep = useEffectEvent(({ target }: FocusEvent) => {
    const rowId = target instanceof Element && target.closest('[data-row]')?.getAttribute('data-row');
    if (rowId) focused.current = { rowId, index: rows.findIndex(({ id }) => id === rowId) };
  });
  useEffect(() => {
    const listen = (event: FocusEvent): void => keep(event);
    document.addEventListener('focusin', listen);
    return () => document.removeEventListener('focusin', listen);
  }, []);
  // After every render: a dialog over the list holds the focus for longer than the row is there.
  useEffect(() => {
    if (!focused.current) return;
    const { rowId, index } = focused.current;
    const indexNow = rows.findIndex(({ id }) => id === rowId);
    if (indexNow >= 0) focused.current = { rowId, index: indexNow };
    else takeLostFocus(rows[Math.min(index, rows.length - 1)]?.id);
  });
  // The whole list is gone with its last row.
  useEffect(() => () => takeLostFocus(undefined), []);
}
