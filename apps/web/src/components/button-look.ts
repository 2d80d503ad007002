import { join } from './join.ts';

export type ButtonVariant = 'main' | 'second' | 'quiet' | 'danger' | 'danger-final';
export type ButtonSize = 'small' | 'normal' | 'large';

type ButtonLook = { variant: ButtonVariant; size: ButtonSize; wide: boolean };

const shape =
  'inline-flex items-center justify-center rounded-control border-[1.5px] text-body font-strong text-center no-underline transition-colors duration-100 disabled:bg-touch disabled:text-pencil disabled:border-transparent';

const sizes: Record<ButtonSize, string> = {
  small: 'min-h-11 min-w-11 px-4 py-1.5',
  normal: 'min-h-12 min-w-12 px-5 py-2',
  large: 'min-h-14 min-w-14 px-6 py-2.5',
};

const variants: Record<ButtonVariant, string> = {
  main: 'border-transparent bg-seal-fill text-on-seal enabled-hover:bg-seal-deep',
  second: 'border-edge bg-sheet text-ink enabled-hover:border-ink',
  quiet: 'border-transparent text-ink enabled-hover:bg-touch disabled:bg-transparent',
  danger: 'border-stop text-stop enabled-hover:border-stop-fill enabled-hover:bg-stop-fill enabled-hover:text-on-state',
  'danger-final': 'border-transparent bg-stop-fill text-on-state enabled-hover:bg-stop',
};

/** One look for what acts (`Button`) and what leads somewhere (`ButtonLink`). */
export function buttonLook({ variant, size, wide }: ButtonLook): string {
  return join(shape, sizes[size], variants[variant], wide && 'w-full');
}
