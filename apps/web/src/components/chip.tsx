import type { ReactNode } from 'react';
import { useFormat } from '../app/format.ts';

type ChipProps = { pressed: boolean; onSelect: () => void; count?: number | undefined; children: ReactNode };

/** Chosen is ink, never a colour. */
export function Chip({ pressed, onSelect, count, children }: ChipProps) {
  const format = useFormat();
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onSelect}
      className="group/chip inline-flex min-h-11 min-w-11 items-center gap-2 rounded-control border-[1.5px] border-rule px-3.5 text-body whitespace-nowrap enabled-hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-strong aria-pressed:text-ground"
    >
      {children}
      {count !== undefined && (
        <span className="figures font-normal text-pencil group-aria-pressed/chip:text-ground">
          {format.number(count)}
        </span>
      )}
    </button>
  );
}
