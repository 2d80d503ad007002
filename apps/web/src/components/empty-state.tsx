import type { ReactNode } from 'react';
import { SheetThumbnail } from './sheet-thumbnail.tsx';
import type { SheetState } from './sheet-thumbnail.tsx';

type EmptyStateProps = {
  title: string;
  /** Of the paper that is missed; an empty place where there is none. */
  sheet?: SheetState;
  children?: ReactNode;
  action?: ReactNode;
};

/** Nothing here: an empty place, what would stand in it, and the way on. */
export function EmptyState({ title, sheet = 'waiting', children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-6 py-10 sm:flex-row sm:items-center">
      <SheetThumbnail state={sheet} width={84} />
      <div className="max-w-prose">
        <h2 className="text-lead">{title}</h2>
        {children && <div className="mt-1 text-body text-graphite">{children}</div>}
        {action && <div className="mt-4">{action}</div>}
      </div>
    </div>
  );
}
