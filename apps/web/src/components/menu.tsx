import { cloneElement, lazy, Suspense, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, Ref } from 'react';
import type { MenuItem } from './menu-item.ts';

export type MenuTriggerProps = {
  ref?: Ref<HTMLButtonElement>;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
  onClick?: () => void;
  onFocus?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onPointerEnter?: () => void;
};

type MenuProps = {
  /** A `Button` or an `IconButton`; it opens the menu. */
  trigger: ReactElement<MenuTriggerProps>;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
};

const load = () => import('./menu-popup.tsx');
const MenuPopup = lazy(async () => ({ default: (await load()).MenuPopup }));
const preload = () => void load();

/** A button with a menu. The menu itself comes when somebody is about to open it: a long list has many. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [everOpen, setEverOpen] = useState(false);
  const show = () => {
    setEverOpen(true);
    setOpen(true);
  };
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onClick: show,
        onFocus: preload,
        onPointerEnter: preload,
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          show();
        },
      })}
      {everOpen && (
        <Suspense>
          <MenuPopup open={open} onOpenChange={setOpen} button={button} items={items} align={align} />
        </Suspense>
      )}
    </>
  );
}
