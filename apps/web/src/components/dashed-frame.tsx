import { join } from './join.ts';

type DashedFrameProps = {
  /** Thickness of the line in px; the dashes grow with it. */
  weight?: 1.5 | 2 | 3;
  tone?: 'pencil' | 'ink';
  /** Corner radius in px. */
  radius?: number;
  className?: string;
};

const dashes = { 1.5: '5 4', 2: '9 7', 3: '14 10' };

/** A dashed outline for whatever is `relative` around it. Drawn, because a CSS border cannot say how long a dash is. */
export function DashedFrame({ weight = 1.5, tone = 'pencil', radius = 4, className }: DashedFrameProps) {
  return (
    <span aria-hidden className={join('pointer-events-none absolute', insets[weight], className)}>
      <svg width="100%" height="100%" className="block overflow-visible">
        <rect
          width="100%"
          height="100%"
          rx={radius}
          fill="none"
          strokeWidth={weight}
          strokeDasharray={dashes[weight]}
          className={tone === 'ink' ? 'stroke-ink' : 'stroke-pencil'}
        />
      </svg>
    </span>
  );
}

// Half the line lies within the box.
const insets = { 1.5: 'inset-[0.75px]', 2: 'inset-px', 3: 'inset-[1.5px]' };
