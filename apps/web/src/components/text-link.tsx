import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Anchor } from './anchor.tsx';
import type { AnchorTarget } from './anchor.tsx';
import { join } from './join.ts';

type TextLinkTarget =
  | (AnchorTarget & { onSelect?: never; disabled?: never })
  | { to?: never; href?: never; newTab?: never; download?: never; onSelect: () => void; disabled?: boolean };

type TextLinkProps = TextLinkTarget & {
  icon?: LucideIcon | undefined;
  tone?: 'seal' | 'ink' | 'stop' | 'inherit';
  size?: 'body' | 'note';
  children: ReactNode;
};

const tones = { seal: 'text-seal', ink: 'text-ink', stop: 'text-stop', inherit: 'text-inherit' };
const sizes = { body: 'text-body', note: 'text-note' };
const underlined = 'underline decoration-2 underline-offset-[6px] group-hover/link:decoration-3';
const shape = 'group/link inline-flex min-h-11 items-center gap-3 rounded-control text-start';

/** Underlined words that lead somewhere or do something; the area that answers is 44 px high. */
export function TextLink({ icon: Icon, tone = 'seal', size = 'body', children, ...target }: TextLinkProps) {
  const className = join(shape, sizes[size], target.disabled ? 'text-pencil' : join('font-strong', tones[tone]));
  const content = (
    <>
      {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />}
      <span className={join(!target.disabled && underlined)}>{children}</span>
    </>
  );
  if (target.onSelect) {
    return (
      <button type="button" className={className} disabled={target.disabled} onClick={target.onSelect}>
        {content}
      </button>
    );
  }
  return (
    <Anchor {...target} className={className}>
      {content}
    </Anchor>
  );
}
