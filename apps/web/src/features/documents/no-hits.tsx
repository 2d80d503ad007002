import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import type { ListFilters } from './list-filters.ts';

type NoHitsProps = { filters: ListFilters; onShowAll: () => void };

/** Nothing matches: says what was looked for, and leads back to everything. */
export function NoHits({ filters, onShowAll }: NoHitsProps) {
  const { t } = useTranslation();
  const { q, category } = filters;
  const text = (): string => {
    if (q === '') return t('documents.search.emptyCategory');
    return category ? t('documents.search.noneInCategory', { q }) : t('documents.search.noneFor', { q });
  };
  return (
    <EmptyState
      title={t('documents.search.none')}
      action={<Button onClick={onShowAll}>{t('documents.search.showAll')}</Button>}
    >
      {text()}
    </EmptyState>
  );
}
