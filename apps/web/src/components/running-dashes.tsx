/** Three dashes that run while a button is busy. */
export function RunningDashes() {
  return (
    <svg width="21" height="3" viewBox="0 0 21 3" aria-hidden className="shrink-0 rtl:-scale-x-100">
      <line
        className="animate-run stroke-current"
        x1="0"
        y1="1.5"
        x2="21"
        y2="1.5"
        strokeWidth="2"
        strokeDasharray="5 3"
      />
    </svg>
  );
}
