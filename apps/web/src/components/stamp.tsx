import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../app/format.ts';

type StampProps = { date: Date; label: string };

const textRadius = 48.5;
const ringLength = 2 * Math.PI * textRadius;

/** The dated seal of a document's own page. The plain sentence always stands beside it. */
export function Stamp({ date, label }: StampProps) {
  const { i18n } = useTranslation();
  const format = useFormat();
  const ringId = useId();
  // Letters that join cannot be set round a ring.
  const joinsLetters = i18n.dir() === 'rtl';
  const words = label.toLocaleUpperCase(i18n.language);
  return (
    <svg
      role="img"
      aria-label={label}
      width="132"
      height="132"
      viewBox="-66 -66 132 132"
      className="shrink-0 text-seal"
    >
      <g transform="rotate(-8)" className="fill-current stroke-none">
        <circle r="64.5" fill="none" strokeWidth="3" className="stroke-seal" />
        <circle r="41" fill="none" strokeWidth="1.2" className="stroke-seal" />
        <path fill="none" strokeWidth="4" d="M-11 -11.5l8 7 11.5-16" strokeLinecap="round" className="stroke-seal" />
        <text y="13.5" textAnchor="middle" className="text-[15px] font-mark">
          {format.shortDay(date).toLocaleUpperCase(i18n.language)}
        </text>
        <text y="28" textAnchor="middle" className="text-[13px] font-medium">
          {format.year(date)}
        </text>
        {!joinsLetters && (
          <>
            <path id={ringId} fill="none" d={ringFromTheLeft()} />
            <text textLength={ringLength - 4} lengthAdjust="spacing" className="text-[13px] font-mark">
              <textPath href={`#${ringId}`} startOffset="2">
                {`${words} ·\u00a0`}
              </textPath>
            </text>
          </>
        )}
      </g>
    </svg>
  );
}

/** A whole turn that starts at the lower left, where the label begins in the pictures of old stamps. */
function ringFromTheLeft(): string {
  const x = -textRadius * Math.cos(0.14);
  const y = textRadius * Math.sin(0.14);
  return `M${x} ${y}A${textRadius} ${textRadius} 0 1 1 ${-x} ${-y}A${textRadius} ${textRadius} 0 1 1 ${x} ${y}`;
}
