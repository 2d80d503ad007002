import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { join } from './join.ts';

export type FieldWords = {
  label: string;
  /** The label is read but not seen: where the place says it already. */
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  /** What is wrong and what helps. It is announced when it appears. */
  error?: string | undefined;
};

type FieldFrameProps = FieldWords & { id: string; children: ReactNode };

/** Label above, hint or error below. The field inside names `describedBy(id)` as its description. */
export function FieldFrame({ id, label, hideLabel = false, hint, error, children }: FieldFrameProps) {
  return (
    <div className="flex min-w-0 flex-col">
      <label htmlFor={id} className={join('mb-2 text-body font-strong', hideLabel && 'sr-only')}>
        {label}
      </label>
      {children}
      <div id={describedBy(id)} className="text-note">
        {hint !== undefined && !error && <p className="mt-2 text-graphite">{hint}</p>}
        <div role="alert">
          {error && (
            <p className="mt-2 flex gap-2 text-stop">
              <CircleAlert size={20} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
              <span>{error}</span>
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

export function describedBy(id: string): string {
  return `${id}-about`;
}

/** The box of a field: white paper, an edge, two pixels of red where something is wrong. */
export function fieldBox(error: string | undefined): string {
  return join(
    'w-full rounded-control bg-sheet text-body text-ink disabled:bg-touch disabled:text-pencil',
    error ? 'border-2 border-stop' : 'border-[1.5px] border-edge',
  );
}
