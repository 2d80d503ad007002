import type { ReactNode } from 'react';

type DetailRowProps = { term: string; children: ReactNode; action?: ReactNode };

export function DetailRow({ term, children, action }: DetailRowProps) {
  return (
    <div className="flex min-h-12 items-center gap-4 border-b border-rule">
      <dt className="w-21 shrink-0 py-2.5 text-graphite">{term}</dt>
      <dd className="flex min-w-0 grow items-center justify-between gap-2">
        <div className="min-w-0 py-2.5 break-words">{children}</div>
        {action && <div className="-me-3 shrink-0">{action}</div>}
      </dd>
    </div>
  );
}
