import type { Document, ListedDocument } from '@portal/contract/documents';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { join } from '../../components/join.ts';
import { DocumentRow } from './document-row.tsx';
import { GroupHeading } from './group-heading.tsx';
import type { DocumentSort } from './list-filters.ts';
import { keepHeights, keptHeights } from './kept-heights.ts';
import { groupStartingAt } from './list-groups.ts';
import { useKeptFocus } from './use-kept-focus.ts';

type DocumentListProps = {
  documents: readonly ListedDocument[];
  sort: DocumentSort;
  /** How many there are in all, for readers of the list; `undefined` where nobody knows. */
  total: number | undefined;
  /** The last row that is here has come near. */
  onNearEnd: () => void;
  onChange: (document: Document) => void;
  onTrash: (document: Document) => void;
};

const rowHeight = 97;
const rowsAhead = 8;

/**
 * Ten thousand rows, of which the page holds those one sees. The page itself scrolls. Positions are set through the
 * element's style object, which the content security policy allows, never as an attribute.
 */
export function DocumentList({ documents, sort, total, onNearEnd, onChange, onTrash }: DocumentListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const offset = useOffsetTop(list);
  useKeptFocus(documents);
  const [heights] = useState(keptHeights);
  const virtualizer = useWindowVirtualizer({
    count: documents.length,
    estimateSize: () => rowHeight,
    overscan: rowsAhead,
    scrollMargin: offset,
    getItemKey: (index) => documents[index]?.id ?? index,
    initialMeasurementsCache: heights,
  });
  useEffect(() => () => keepHeights(virtualizer.takeSnapshot()), [virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const lastIndex = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= documents.length - rowsAhead) onNearEnd();
  }, [lastIndex, documents.length, onNearEnd]);

  return (
    <div className="@container/list border-t-[1.5px] border-ink">
      <ul
        ref={list}
        aria-label={t('documents.list')}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ index, key, start }) => {
          const document = documents[index];
          if (!document) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-row={document.id}
              aria-setsize={total ?? -1}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - offset}px)` }}
            >
              <GroupedRow documents={documents} index={index} sort={sort}>
                <DocumentRow document={document} onChange={onChange} onTrash={onTrash} />
              </GroupedRow>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

type GroupedRowProps = Pick<DocumentListProps, 'documents' | 'sort'> & { index: number; children: React.ReactNode };

/** The margin: beside the row where there is room, above the card where there is not. */
function GroupedRow({ documents, index, sort, children }: GroupedRowProps) {
  const group = groupStartingAt(documents, index, sort);
  return (
    <div className="ps-19 @min-[62rem]/list:ps-22 @max-[40rem]/list:ps-0">
      {group && (
        <h2
          className={join(
            'absolute inset-s-0 top-3.5 max-w-19 @max-[40rem]/list:static @max-[40rem]/list:max-w-none @max-[40rem]/list:border-b-[1.5px] @max-[40rem]/list:border-ink @max-[40rem]/list:pt-6 @max-[40rem]/list:pb-1',
            // Over the first card it stands beside the order of the list, outside of it.
            index === 0 && '@max-[40rem]/list:hidden',
          )}
        >
          <GroupHeading group={group} />
        </h2>
      )}
      {children}
    </div>
  );
}

/** How far down the page an element begins: it moves when something above it grows. */
function useOffsetTop(element: React.RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = element.current?.getBoundingClientRect().top;
      if (top !== undefined) setOffset(Math.round(top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
