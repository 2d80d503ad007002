import type { LucideIcon } from 'lucide-react';
import type { AnchorTarget } from './anchor.tsx';

/** One row of a menu, as `Menu` takes it and its popup draws it. */
export type MenuItem =
  | { kind: 'action'; label: string; icon?: LucideIcon | undefined; danger?: boolean; onSelect: () => void }
  | ({ kind: 'link'; label: string; icon?: LucideIcon | undefined } & AnchorTarget)
  | { kind: 'choice'; label: string; chosen: boolean; onSelect: () => void }
  | { kind: 'heading' | 'note'; label: string }
  | { kind: 'separator' };
