import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { join } from './join.ts';

type BannerProps = {
  tone?: 'plain' | 'heed' | 'stop';
  icon?: LucideIcon | undefined;
  children: ReactNode;
  action?: ReactNode;
  /** Comes and goes while one is on the page: a reader says it. */
  announced?: boolean;
};

const looks = {
  plain: { box: 'bg-desk', icon: 'text-graphite' },
  heed: { box: 'bg-heed-wash', icon: 'text-heed' },
  stop: { box: 'bg-stop-wash', icon: 'text-stop' },
};

/** At the top of a page, never floating. Write what matters in <strong>. */
export function Banner({ tone = 'plain', icon: Icon, children, action, announced = false }: BannerProps) {
  const look = looks[tone];
  return (
    <div
      role={announced ? 'status' : undefined}
      className={join('flex flex-wrap items-center gap-x-5 gap-y-1 rounded-label px-5 py-3', look.box)}
    >
      {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden className={join('shrink-0', look.icon)} />}
      <p className="min-w-[min(16rem,70%)] flex-1 text-body text-ink">{children}</p>
      {action}
    </div>
  );
}
