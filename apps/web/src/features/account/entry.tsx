import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EntryProps = { icon: LucideIcon; name: ReactNode; mark?: ReactNode; facts: ReactNode; actions?: ReactNode };

/** One device, passkey or address: what it is, what is known of it, what can be done. */
export function Entry({ icon: Icon, name, mark, facts, actions }: EntryProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-rule py-4 first:pt-0">
      <Icon size={24} strokeWidth={1.75} aria-hidden className="shrink-0 self-start text-graphite" />
      <div className="min-w-0 grow basis-52">
        <h3 className="flex flex-wrap items-center gap-x-3 font-strong break-words">
          <bdi className="min-w-0 break-words">{name}</bdi>
          {mark && <span className="rounded-label bg-touch px-2 text-note font-normal">{mark}</span>}
        </h3>
        <p className="text-note text-graphite">{facts}</p>
      </div>
      {actions && <div className="flex flex-wrap items-center gap-3 max-sm:basis-full max-sm:ps-11">{actions}</div>}
    </li>
  );
}
