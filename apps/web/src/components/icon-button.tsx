import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { join } from './join.ts';

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'style' | 'children' | 'aria-label'> & {
  /** What it does: its accessible name, shown as a hint on pointing. */
  label: string;
  icon: LucideIcon;
  pressed?: boolean;
  /** 24 px icon, for bars on a phone. */
  large?: boolean;
};

export function IconButton({ label, icon: Icon, pressed, large = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={join(
        'hit inline-flex items-center justify-center rounded-control text-graphite transition-colors duration-100',
        'enabled-hover:bg-touch enabled-hover:text-ink aria-pressed:bg-ink aria-pressed:text-ground disabled:text-pencil',
        className,
      )}
    >
      <Icon size={large ? 24 : 20} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
