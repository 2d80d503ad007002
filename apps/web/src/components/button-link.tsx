import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Anchor } from './anchor.tsx';
import type { AnchorTarget } from './anchor.tsx';
import { buttonLook } from './button-look.ts';
import type { ButtonSize, ButtonVariant } from './button-look.ts';
import { join } from './join.ts';

type ButtonLinkProps = AnchorTarget & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon | undefined;
  wide?: boolean;
  className?: string;
  children: ReactNode;
};

/** Looks like a button and leads somewhere. */
export function ButtonLink(props: ButtonLinkProps) {
  const { variant = 'second', size = 'normal', wide = false, icon: Icon, className, children, ...target } = props;
  return (
    <Anchor {...target} className={join(buttonLook({ variant, size, wide }), 'gap-2.5', className)}>
      {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />}
      {children}
    </Anchor>
  );
}
