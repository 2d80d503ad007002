type ProgressProps = {
  /** What is under way: its accessible name. */
  label: string;
  /** 0 to 100. */
  percent: number;
};

/** Dashed pencil that becomes solid ink. Never green: green waits for the check. */
export function Progress({ label, percent }: ProgressProps) {
  const done = Math.min(100, Math.max(0, percent));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(done)}
      className="h-1.5 w-full rtl:-scale-x-100"
    >
      <svg width="100%" height="6" aria-hidden className="block">
        {done < 100 && (
          <line x1="0" y1="3" x2="100%" y2="3" strokeWidth="2" strokeDasharray="5 4" className="stroke-pencil" />
        )}
        <rect width={`${done}%`} height="6" className="fill-ink" />
      </svg>
    </div>
  );
}
