import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';

type ListStatusProps = {
  loading: boolean;
  /** How many of the search are here; `undefined` where nothing is searched. */
  found: number | undefined;
  /** There are more than those. */
  hasMore: boolean;
};

/** Said to readers as the list changes; the sighted see the rows. */
export function ListStatus({ loading, found, hasMore }: ListStatusProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = (): string => {
    if (loading) return t('documents.loading');
    if (found === undefined) return '';
    const n = format.number(found);
    if (hasMore) return t('documents.search.foundMany', { n });
    return found === 0 ? t('documents.search.none') : t('documents.search.found', { count: found, n });
  };
  return (
    <p role="status" className={found === undefined || found === 0 ? 'sr-only' : 'mt-3 text-note text-graphite'}>
      {words()}
    </p>
  );
}
