import { LockKeyhole } from 'lucide-react';
import { join } from './join.ts';
import { Seal } from './seal.tsx';
import type { SealState } from './seal.tsx';
import { SheetOutline } from './sheet-outline.tsx';

export type SheetState = 'waiting' | 'sending' | 'checking' | 'ready' | 'locked' | 'needs-you' | 'blocked' | 'trash';

export type SheetWidth = 36 | 44 | 52 | 60 | 84;

type SheetThumbnailProps = {
  state: SheetState;
  /** In px. */
  width?: SheetWidth;
  /** How much has been sent, 0 to 100. */
  percent?: number;
  /** The first page, for `ready` and `trash`. */
  imageUrl?: string | undefined;
};

const sizes: Record<SheetWidth, { height: number; box: string }> = {
  36: { height: 51, box: 'w-[36px] h-[51px]' },
  44: { height: 62, box: 'w-[44px] h-[62px]' },
  52: { height: 74, box: 'w-[52px] h-[74px]' },
  60: { height: 85, box: 'w-[60px] h-[85px]' },
  84: { height: 119, box: 'w-[84px] h-[119px]' },
};

const seals: Partial<Record<SheetState, SealState>> = {
  checking: 'checking',
  ready: 'ready',
  locked: 'needs-you',
  'needs-you': 'needs-you',
  blocked: 'blocked',
};

/**
 * Where a document is, drawn: dashed pencil is not here yet or going away, solid ink is kept, the seal is checked.
 * Hidden from readers: the word stands beside it.
 */
export function SheetThumbnail({ state, width = 52, percent = 0, imageUrl }: SheetThumbnailProps) {
  const { height, box } = sizes[width];
  const seal = seals[state];
  const dashed = state === 'waiting' || state === 'sending' || state === 'trash';
  const showsPaper = state === 'ready' || state === 'trash';
  return (
    <span aria-hidden className={join('relative inline-block shrink-0', box)}>
      <span className={join('absolute inset-0 overflow-clip rounded-sheet', !dashed && 'bg-sheet')}>
        {showsPaper && imageUrl && (
          <img
            src={imageUrl}
            alt=""
            loading="lazy"
            decoding="async"
            className={join('paper-image size-full object-cover object-top', state === 'trash' && 'opacity-62')}
          />
        )}
      </span>
      <SheetOutline
        width={width}
        height={height}
        line={dashed ? 'pencil' : 'ink'}
        inkPercent={state === 'sending' ? percent : 0}
        crossedOut={state === 'blocked'}
        textLines={showsPaper && !imageUrl}
      />
      {state === 'locked' && (
        <LockKeyhole size={width < 52 ? 16 : 20} strokeWidth={1.75} className="absolute inset-0 m-auto text-graphite" />
      )}
      {seal && <Seal state={seal} size={width < 52 ? 18 : 22} cutsOut className={sealPlace(width)} />}
    </span>
  );
}

function sealPlace(width: SheetWidth): string {
  return width < 52 ? 'absolute -inset-e-2 -bottom-1.5' : 'absolute -inset-e-2.5 -bottom-2';
}
