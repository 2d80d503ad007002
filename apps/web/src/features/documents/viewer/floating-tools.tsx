import { Minus, Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../app/format.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import type { Pages } from './use-pages.ts';

type FloatingToolsProps = { pages: Pages; pageCount: number; onFind: () => void };

/** Where there is no room for a bar: which page, and the few tools a thumb needs. */
export function FloatingTools({ pages, pageCount, onFind }: FloatingToolsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 flex items-center justify-between lg:hidden">
      <p className="rounded-label bg-ink px-3 py-1.5 text-note text-ground">
        {t('documents.viewer.pageOf', { page: format.number(pages.current), n: format.number(pageCount) })}
      </p>
      <div className="pointer-events-auto flex rounded-control border-[1.5px] border-edge bg-sheet">
        <IconButton icon={Search} label={t('documents.viewer.search')} onClick={onFind} />
        <IconButton icon={Minus} label={t('documents.viewer.zoomOut')} onClick={() => pages.zoomBy(-1)} />
        <IconButton icon={Plus} label={t('documents.viewer.zoomIn')} onClick={() => pages.zoomBy(1)} />
      </div>
    </div>
  );
}
