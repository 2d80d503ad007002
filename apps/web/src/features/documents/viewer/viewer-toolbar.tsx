import {
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  Maximize,
  Minimize,
  Minus,
  MoveHorizontal,
  PanelLeft,
  Plus,
  Search,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../app/format.ts';
import { paths } from '../../../app/paths.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { PageField } from './page-field.tsx';
import type { FullScreen } from './use-full-screen.ts';
import type { Pages } from './use-pages.ts';

type ViewerToolbarProps = {
  pages: Pages;
  pageCount: number;
  showsList: boolean;
  onToggleList: () => void;
  onFind: () => void;
  fullScreen: FullScreen;
};

/** The bar above the pages, from 1024 px. */
export function ViewerToolbar({ pages, pageCount, showsList, onToggleList, onFind, fullScreen }: ViewerToolbarProps) {
  const { t } = useTranslation();
  return (
    <div
      role="toolbar"
      aria-label={t('documents.viewer.toolbar')}
      className="hidden min-h-16 items-center border-b border-rule bg-ground ps-9 pe-4 lg:flex"
    >
      <Link
        to={paths.documents}
        className="hit flex items-center gap-3 rounded-control px-3 font-strong whitespace-nowrap"
      >
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden className="rtl:-scale-x-100" />
        <span className="max-xl:sr-only">{t('documents.title')}</span>
      </Link>
      <span className="grow" />
      {pageCount > 1 && (
        <IconButton
          icon={PanelLeft}
          label={t(showsList ? 'documents.viewer.hidePageList' : 'documents.viewer.showPageList')}
          onClick={onToggleList}
        />
      )}
      <PageTools pages={pages} pageCount={pageCount} />
      <ZoomTools pages={pages} />
      <Divider />
      <Button variant="quiet" icon={Search} onClick={onFind}>
        {t('documents.viewer.search')}
      </Button>
      {fullScreen.isPossible && (
        <IconButton
          icon={fullScreen.isOn ? Minimize : Maximize}
          label={t(fullScreen.isOn ? 'documents.viewer.leaveFullScreen' : 'documents.viewer.fullScreen')}
          onClick={fullScreen.toggle}
        />
      )}
    </div>
  );
}

function PageTools({ pages, pageCount }: { pages: Pages; pageCount: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { current, goTo } = pages;
  return (
    <>
      <Divider />
      <IconButton
        icon={ChevronUp}
        label={t('documents.viewer.previous')}
        disabled={current <= 1}
        onClick={() => goTo(current - 1)}
      />
      <PageField current={current} pageCount={pageCount} onGoTo={goTo} />
      <span className="px-2 whitespace-nowrap">{t('documents.viewer.of', { n: format.number(pageCount) })}</span>
      <IconButton
        icon={ChevronDown}
        label={t('documents.viewer.next')}
        disabled={current >= pageCount}
        onClick={() => goTo(current + 1)}
      />
    </>
  );
}

function ZoomTools({ pages }: { pages: Pages }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Divider />
      <IconButton icon={Minus} label={t('documents.viewer.zoomOut')} onClick={() => pages.zoomBy(-1)} />
      <output className="figures min-w-14 text-center">{format.percent(Math.round(pages.scale * 100))}</output>
      <IconButton icon={Plus} label={t('documents.viewer.zoomIn')} onClick={() => pages.zoomBy(1)} />
      <IconButton icon={MoveHorizontal} label={t('documents.viewer.fitWidth')} onClick={pages.fitWidth} />
    </>
  );
}

function Divider() {
  return <span aria-hidden className="mx-1.5 h-9 min-[90rem]:mx-3 w-px bg-rule" />;
}
