import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Anchor } from './anchor.tsx';
import type { AnchorTarget } from './anchor.tsx';
import { join } from './join.ts';

export type MenuItem =
  | { kind: 'action'; label: string; icon?: LucideIcon | undefined; danger?: boolean; onSelect: () => void }
  | ({ kind: 'link'; label: string; icon?: LucideIcon | undefined } & AnchorTarget)
  | { kind: 'choice'; label: string; chosen: boolean; onSelect: () => void }
  | { kind: 'heading' | 'note'; label: string }
  | { kind: 'separator' };

type MenuProps = {
  /** A `Button` or an `IconButton`; it opens the menu. */
  trigger: ReactElement<Record<string, unknown>>;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
};

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  // It opens within the landmark or dialog that its button stands in: a reader then knows where it is.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const findPlace = () => setPlace(button.current?.closest<HTMLElement>('main, header, [role="dialog"]') ?? null);
  return (
    <BaseMenu.Root onOpenChange={findPlace}>
      <BaseMenu.Trigger ref={button} render={trigger} />
      <BaseMenu.Portal container={place}>
        <BaseMenu.Positioner align={align} sideOffset={6} collisionPadding={8} className="z-20">
          <BaseMenu.Popup className="max-h-(--available-height) max-w-[min(24rem,calc(100vw-1rem))] min-w-60 animate-fade overflow-y-auto rounded-dialog bg-sheet p-1.5 text-ink shadow-lifted outline-none">
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
  'group/row flex min-h-12 w-full cursor-pointer items-center gap-3.5 rounded-label px-3.5 text-start text-body no-underline outline-none data-highlighted:bg-ink data-highlighted:text-ground';

function Row({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'separator':
      return <BaseMenu.Separator className="my-1.5 h-px bg-rule" />;
    case 'heading':
    case 'note':
      return (
        <p className={join('px-3.5 pt-2 pb-1 text-note break-words text-graphite', item.kind === 'heading' && 'font-strong')}>
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
