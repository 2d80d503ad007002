import { join } from './join.ts';

export type SealState = 'ready' | 'checking' | 'needs-you' | 'blocked';

type SealProps = {
  state: SealState;
  /** Diameter in px. */
  size?: number;
  /** It has just been checked: the seal prints once. */
  prints?: boolean;
  /** A gap around it in the colour beneath, where it lies over the edge of a sheet. */
  cutsOut?: boolean;
  className?: string;
};

const fills: Record<SealState, string> = {
  ready: 'fill-seal-fill stroke-on-seal',
  checking: 'fill-sheet stroke-pencil',
  'needs-you': 'fill-heed-fill stroke-on-state',
  blocked: 'fill-stop-fill stroke-on-state',
};

/** The round sign. Always beside its word: it is hidden from readers. */
export function Seal({ state, size = 22, prints = false, cutsOut = false, className }: SealProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 22 22"
      aria-hidden
      className={join('shrink-0 overflow-visible', prints && 'origin-center animate-print', className)}
    >
      {cutsOut && <circle cx="11" cy="11" r="13.5" className="fill-under" />}
      <g className={fills[state]} strokeLinecap="round" strokeLinejoin="round" strokeWidth="2.4">
        {state === 'checking' ? <CheckingRing /> : <circle cx="11" cy="11" r="11" stroke="none" />}
        {state === 'ready' && <path fill="none" d="M6.3 11.3l3.3 3.3 6.1-6.9" />}
        {state === 'needs-you' && <path d="M11 5.8v6M11 16v.01" />}
        {state === 'blocked' && <path d="M6.6 11h8.8" />}
      </g>
    </svg>
  );
}

function CheckingRing() {
  return (
    <circle
      cx="11"
      cy="11"
      r="10"
      strokeWidth="2"
      strokeLinecap="butt"
      pathLength="60"
      strokeDasharray="3 2"
      className="origin-center animate-ring"
    />
  );
}
