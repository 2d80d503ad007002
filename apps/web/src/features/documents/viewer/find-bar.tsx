import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../app/format.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { useKeys } from '../use-keys.ts';
import type { Find } from './use-find.ts';

type FindBarProps = {
  find: Find;
  /** Somebody has asked for it, and is going to type. */
  takesFocus: boolean;
  onClose: () => void;
};

/** Search in the document: Enter goes to the next hit, Escape closes. */
export function FindBar({ find, takesFocus, onClose }: FindBarProps) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useKeys(bar, (event) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) find.step(event.shiftKey ? -1 : 1);
  });
  useEffect(() => {
    if (takesFocus) bar.current?.querySelector('input')?.focus();
  }, [takesFocus]);
  return (
    <div
      ref={bar}
      role="search"
      className="flex flex-wrap items-center gap-x-2 gap-y-3.5 border-b border-rule bg-ground px-4 py-2 lg:px-12"
    >
      <div className="min-w-30 flex-1 sm:min-w-40 sm:basis-60">
        <SearchField
          label={t('documents.viewer.searchLabel')}
          placeholder={t('documents.viewer.searchLabel')}
          clearLabel={t('documents.viewer.searchClear')}
          value={find.query}
          onChange={find.setQuery}
        />
      </div>
      <p
        role="status"
        className="figures min-w-20 text-note text-graphite max-sm:order-last max-sm:basis-full max-sm:empty:-mt-3.5 sm:ms-1.5"
      >
        <FindWords find={find} />
      </p>
      <IconButton
        icon={ChevronUp}
        label={t('documents.viewer.searchPrevious')}
        disabled={find.count === 0}
        onClick={() => find.step(-1)}
      />
      <IconButton
        icon={ChevronDown}
        label={t('documents.viewer.searchNext')}
        disabled={find.count === 0}
        onClick={() => find.step(1)}
      />
      <IconButton icon={X} label={t('documents.viewer.searchClose')} onClick={onClose} />
    </div>
  );
}

function FindWords({ find }: { find: Find }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (find.query.trim() === '') return null;
  if (find.count > 0 && find.current >= 0) {
    const n = format.number(find.current + 1);
    return t('documents.viewer.searchHit', { n, total: format.number(find.count) });
  }
  return t(find.isSearching ? 'documents.viewer.searching' : 'documents.viewer.searchNone');
}
