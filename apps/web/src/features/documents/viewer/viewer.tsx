import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceInDocument } from '../../../app/paths.ts';
import { useKeys } from '../use-keys.ts';
import { FindBar } from './find-bar.tsx';
import type { Pdf } from './load-pdf.ts';
import { PageList } from './page-list.tsx';
import { PdfPage } from './pdf-page.tsx';
import { useFind } from './use-find.ts';
import { useFullScreen } from './use-full-screen.ts';
import { usePages } from './use-pages.ts';
import type { Pages } from './use-pages.ts';
import type { PageSize } from './use-pdf.ts';
import { useScrollKeys } from './use-scroll-keys.ts';
import { FloatingTools } from './floating-tools.tsx';
import { ViewerToolbar } from './viewer-toolbar.tsx';

type ViewerProps = { pdf: Pdf; firstPage: PageSize; title: string; place: PlaceInDocument };

/** The pages of a document, and the tools around them: a bar where there is room, floating ones where there is not. */
export function Viewer({ pdf, firstPage, title, place }: ViewerProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const pages = usePages(pdf, firstPage);
  const find = useFind(pdf, pages.goTo, place);
  const fullScreen = useFullScreen(frame);
  const [showsList, setShowsList] = useState(true);
  const [finds, setFinds] = useState(false);
  useOpenAt(pages, Math.min(place.page, pdf.numPages));
  // Words that a search of all documents has found: where they are not in the text, as in a scan, there is nothing to say.
  const isLedHere = !finds && place.find !== '' && find.query === place.find && find.count > 0;
  const closeFind = (): void => {
    setFinds(false);
    find.setQuery('');
    pages.pane.current?.focus();
  };
  useScrollKeys(pages.pane);
  useKeys(frame, (event) => {
    const action = actionFor(event, pages, () => setFinds(true));
    if (!action) return;
    event.preventDefault();
    action();
  });
  return (
    <div ref={frame} className="flex min-h-0 min-w-0 flex-1 flex-col bg-desk">
      <ViewerToolbar
        pages={pages}
        pageCount={pdf.numPages}
        showsList={showsList}
        onToggleList={() => setShowsList(!showsList)}
        onFind={() => setFinds(true)}
        fullScreen={fullScreen}
      />
      {(finds || isLedHere) && <FindBar find={find} takesFocus={finds} onClose={closeFind} />}
      <div className="relative flex min-h-0 flex-1">
        {showsList && pdf.numPages > 1 && <PageList pdf={pdf} firstPage={firstPage} pages={pages} />}
        <div
          ref={pages.pane}
          role="region"
          aria-label={t('documents.viewer.label', { title })}
          className="focus-inside min-w-0 flex-1 overflow-auto overscroll-contain"
        >
          <div className="relative min-w-full" style={{ height: pages.totalHeight, width: pages.totalWidth }}>
            {pages.items.map(({ index, start }) => (
              <div key={index} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${start}px)` }}>
                <PdfPage
                  pdf={pdf}
                  pageNumber={index + 1}
                  size={pages.sizeOf(index + 1)}
                  scale={pages.scale}
                  onText={find.onText}
                />
              </div>
            ))}
          </div>
        </div>
        <FloatingTools pages={pages} pageCount={pdf.numPages} onFind={() => setFinds(true)} />
      </div>
    </div>
  );
}

/** Begins at another page than the first, once it is known how large pages are. */
function useOpenAt(pages: Pages, pageNumber: number): void {
  const go = useEffectEvent(() => {
    if (pageNumber > 1) pages.goTo(pageNumber);
  });
  useEffect(() => {
    if (pages.isMeasured) go();
  }, [pages.isMeasured]);
}

/** Keys of the viewer. Those that scroll are elsewhere, or the browser's own. */
function actionFor(event: KeyboardEvent, pages: Pages, find: () => void): (() => void) | undefined {
  const isTyping = event.target instanceof HTMLInputElement;
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') return find;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === '+' || event.key === '=') return () => pages.zoomBy(1);
  if (event.key === '-') return () => pages.zoomBy(-1);
  if (event.key === '0') return pages.fitWidth;
  return undefined;
}
