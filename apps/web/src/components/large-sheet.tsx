import type { ReactNode } from 'react';
import { DashedFrame } from './dashed-frame.tsx';
import { join } from './join.ts';
import { Seal } from './seal.tsx';

type LargeSheetProps = {
  /** All pencil, three sides ink and the last one to come, or all ink. */
  line: 'pencil' | 'three-sides' | 'ink';
  seal?: 'checking' | 'ready' | 'none';
  /** An empty place: no paper yet. */
  blank?: boolean;
  children?: ReactNode;
  /** Its size. */
  className?: string;
};

const borders = {
  'three-sides': 'rounded-s-label border-y-2 border-s-2',
  ink: 'rounded-label border-2',
};

/** A sheet as large as its content. The seal lies in a notch cut out of the corner where lines end. */
export function LargeSheet({ line, seal = 'none', blank = false, children, className }: LargeSheetProps) {
  return (
    <div className={join('relative rounded-label', !blank && 'bg-sheet', className)}>
      {line === 'pencil' ? (
        <DashedFrame weight={2} />
      ) : (
        <span aria-hidden className={join('pointer-events-none absolute inset-0 border-ink', borders[line])} />
      )}
      {line === 'three-sides' && <DashedSide />}
      {children}
      {seal !== 'none' && <LargeSeal state={seal} />}
    </div>
  );
}

/** The side where reading ends. */
function DashedSide() {
  return (
    <svg width="2" height="100%" aria-hidden className="absolute inset-y-0 inset-e-0 overflow-visible">
      <line x1="1" y1="0" x2="1" y2="100%" strokeWidth="2" strokeDasharray="9 7" className="stroke-ink" />
    </svg>
  );
}

/** 56 px, its centre ten pixels within the corner. */
function LargeSeal({ state }: { state: 'checking' | 'ready' }) {
  return (
    <span aria-hidden className="absolute -inset-e-4.5 -bottom-4.5 size-14">
      <svg width="56" height="56" viewBox="0 0 56 56" className="absolute inset-0 overflow-visible">
        <circle cx="28" cy="28" r="36.5" className="fill-under" />
        {state === 'checking' && (
          <circle
            cx="28"
            cy="28"
            r="27"
            strokeWidth="2"
            pathLength="176"
            strokeDasharray="9 7"
            className="fill-sheet stroke-pencil"
          />
        )}
      </svg>
      {state === 'ready' && <Seal state="ready" size={56} prints className="absolute inset-0" />}
    </span>
  );
}
