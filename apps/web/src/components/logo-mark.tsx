/**
 * An A4 sheet drawn in one line that ends in the seal: three sides are there, the right one is still being drawn.
 * It is never mirrored, not even where one reads from right to left.
 */
export function LogoMark() {
  return (
    <svg viewBox="0 0 34 44" aria-hidden className="h-8 w-auto shrink-0 sm:h-10">
      <g fill="none" strokeWidth="3" className="stroke-ink">
        <path d="M15.8 38.5H4a2.5 2.5 0 0 1-2.5-2.5V4A2.5 2.5 0 0 1 4 1.5h21A2.5 2.5 0 0 1 27.5 4v1.5" />
        <path d="M27.5 8.4v4M27.5 15.3v4M27.5 22.2v4" />
      </g>
      <circle cx="26" cy="36.5" r="7.5" className="fill-seal" />
    </svg>
  );
}
