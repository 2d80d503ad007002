import { useId } from 'react';
import type { ReactNode } from 'react';

type AccountSectionProps = { title: string; intro?: string; children: ReactNode };

/** A part of the account, its name in the margin. */
export function AccountSection({ title, intro, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-12 gap-y-4 border-t-[1.5px] border-ink py-7 lg:grid-cols-[18rem_1fr]"
    >
      <div>
        <h2 id={id} className="text-lead">
          {title}
        </h2>
        {intro && <p className="mt-1 max-w-prose text-note text-graphite">{intro}</p>}
      </div>
      <div className="max-w-180 min-w-0">{children}</div>
    </section>
  );
}
