import { join } from './join.ts';
import { SheetThumbnail } from './sheet-thumbnail.tsx';

type SkeletonRowProps = {
  /** As on a phone: no columns. */
  card?: boolean;
};

/** A row to come: the dashed sheet and rule bars. Say "loading" once in a status beside the list. */
export function SkeletonRow({ card = false }: SkeletonRowProps) {
  return (
    <div
      aria-hidden
      className={join('flex items-center gap-5 border-b border-rule', card ? 'min-h-28 py-3.5' : 'min-h-24.5 py-2.5')}
    >
      <SheetThumbnail state="waiting" width={card ? 60 : 52} />
      <div className="flex flex-1 flex-col gap-3">
        <span className="h-3.5 w-3/5 max-w-70 bg-rule" />
        <span className="h-2.5 w-2/5 max-w-44 bg-rule" />
      </div>
      {!card && (
        <>
          <span className="hidden h-2.5 w-25 bg-rule sm:block" />
          <span className="me-20 hidden h-2.5 w-25 bg-rule sm:block" />
        </>
      )}
    </div>
  );
}
