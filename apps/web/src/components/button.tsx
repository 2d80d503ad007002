import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, MouseEvent } from 'react';
import { buttonLook } from './button-look.ts';
import type { ButtonSize, ButtonVariant } from './button-look.ts';
import { join } from './join.ts';
import { RunningDashes } from './running-dashes.tsx';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'style'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon | undefined;
  /** What is being done, as a verb ("Preparing"). While it is there the button stays, and does nothing. */
  busyLabel?: string | undefined;
  wide?: boolean;
};

export function Button(props: ButtonProps) {
  const { variant = 'second', size = 'normal', wide = false, icon, busyLabel, className, children, ...rest } = props;
  const busy = busyLabel !== undefined;
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={act}
      aria-disabled={busy ? true : rest['aria-disabled']}
      className={join(buttonLook({ variant, size, wide }), className)}
    >
      <ButtonContent icon={icon} busyLabel={busyLabel}>
        {children}
      </ButtonContent>
    </button>
  );
}

type ButtonContentProps = Pick<ButtonProps, 'icon' | 'busyLabel' | 'children'>;

/** Both contents share one cell, so that the button never gets narrower when it is busy. */
function ButtonContent({ icon: Icon, busyLabel, children }: ButtonContentProps) {
  const busy = busyLabel !== undefined;
  return (
    <span className="grid items-center justify-items-center">
      <span className={join('col-start-1 row-start-1 inline-flex items-center gap-2.5', busy && 'invisible')}>
        {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />}
        {children}
      </span>
      {busy && (
        <span className="col-start-1 row-start-1 inline-flex items-center gap-2">
          {busyLabel}
          <RunningDashes />
        </span>
      )}
    </span>
  );
}
