import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { RefObject } from 'react';
import { Anchor } from './anchor.tsx';
import { join } from './join.ts';
import type { MenuItem } from './menu-item.ts';

type MenuPopupProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What opened it: it stands beside it, is named by it, and gives the focus back to it. */
  button: RefObject<HTMLButtonElement | null>;
  items: readonly MenuItem[];
  align: 'start' | 'end';
};

export function MenuPopup({ open, onOpenChange, button, items, align }: MenuPopupProps) {
  // It opens within the landmark or dialog that its button stands in: a reader then knows where it is.
  const place = button.current?.closest<HTMLElement>('main, header, [role="dialog"]');
  const name = button.current?.getAttribute('aria-label') ?? button.current?.textContent ?? undefined;
  return (
    <BaseMenu.Root open={open} onOpenChange={onOpenChange}>
      {/* No box of its own: in a header it would be one more thing to make room for, and push the others aside. */}
      <BaseMenu.Portal container={place} className="contents">
        <BaseMenu.Positioner anchor={button} align={align} sideOffset={6} collisionPadding={8} className="z-20">
          <BaseMenu.Popup
            aria-label={name}
            finalFocus={button}
            className="max-h-(--available-height) max-w-[min(24rem,calc(100vw-1rem))] min-w-60 animate-fade overflow-y-auto rounded-dialog bg-sheet p-1.5 text-ink shadow-lifted outline-none"
          >
            {items.map((item, index) => (
              <Row key={keyOf(item, index)} item={item} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function keyOf(item: MenuItem, index: number): string {
  return item.kind === 'separator' ? `separator ${index}` : `${item.kind} ${item.label}`;
}

const rowLook =
  'flex min-h-12 w-full cursor-pointer items-center gap-3.5 rounded-label px-3.5 text-start text-body no-underline outline-none data-highlighted:bg-ink data-highlighted:text-ground';

function Row({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'separator':
      return <BaseMenu.Separator className="my-1.5 h-px bg-rule" />;
    case 'heading':
    case 'note':
      return (
        <p
          className={join(
            'px-3.5 pt-2 pb-1 text-note break-words text-graphite',
            item.kind === 'heading' && 'font-strong',
          )}
        >
          {item.label}
        </p>
      );
    case 'choice':
      return (
        <BaseMenu.CheckboxItem checked={item.chosen} onCheckedChange={item.onSelect} closeOnClick className={rowLook}>
          <Check size={20} strokeWidth={1.75} aria-hidden className={join('shrink-0', !item.chosen && 'invisible')} />
          {item.label}
        </BaseMenu.CheckboxItem>
      );
    case 'link': {
      const { kind: _, label, icon, ...target } = item;
      return (
        <BaseMenu.LinkItem closeOnClick render={<Anchor {...target} />} className={rowLook}>
          <RowContent icon={icon} label={label} />
        </BaseMenu.LinkItem>
      );
    }
    case 'action':
      return (
        <BaseMenu.Item onClick={item.onSelect} className={join(rowLook, item.danger && 'text-stop')}>
          <RowContent icon={item.icon} label={item.label} />
        </BaseMenu.Item>
      );
  }
}

function RowContent({ icon: Icon, label }: { icon: LucideIcon | undefined; label: string }) {
  return (
    <>
      {Icon && <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />}
      {label}
    </>
  );
}
