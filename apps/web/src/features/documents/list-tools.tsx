import { documentCategories } from '@portal/contract/documents';
import type { DocumentSummary } from '@portal/contract/documents';
import { ArrowDownNarrowWide } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { DocumentSort, ListFilters } from './list-filters.ts';
import { sortsOf } from './list-filters.ts';
import { useSearchText } from './use-search-text.ts';

type ListToolsProps = {
  filters: ListFilters;
  onChange: (changes: Partial<ListFilters>) => void;
  summary: DocumentSummary | undefined;
};

/** Search, order, categories. */
export function ListTools({ filters, onChange, summary }: ListToolsProps) {
  const { t } = useTranslation();
  const [text, setText] = useSearchText(filters.q, (q) => onChange({ q }));
  return (
    <div className="mt-6 flex flex-col gap-3.5">
      <div className="flex items-center gap-3">
        <div className="grow" role="search">
          <SearchField
            label={t('documents.search.label')}
            placeholder={t('documents.search.label')}
            clearLabel={t('documents.search.clear')}
            value={text}
            onChange={setText}
          />
        </div>
        <div className="max-sm:hidden">
          <SortField filters={filters} onChange={(sort) => onChange({ sort })} />
        </div>
      </div>
      <CategoryChips chosen={filters.category} onChange={(category) => onChange({ category })} summary={summary} />
    </div>
  );
}

type SortFieldProps = { filters: ListFilters; onChange: (sort: DocumentSort) => void };

export function SortField({ filters, onChange }: SortFieldProps) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('documents.sort.label')}
      hideLabel
      quiet
      icon={ArrowDownNarrowWide}
      value={filters.sort}
      onChange={onChange}
      options={sortsOf(filters).map((value) => ({ value, label: t(`documents.sort.${value}`) }))}
    />
  );
}

type CategoryChipsProps = {
  chosen: ListFilters['category'];
  onChange: (category: ListFilters['category']) => void;
  summary: DocumentSummary | undefined;
};

/** Only categories that hold something: a chip that leads nowhere is a dead button. They slide aside on a phone. */
function CategoryChips({ chosen, onChange, summary }: CategoryChipsProps) {
  const { t } = useTranslation();
  const shown = documentCategories.filter((category) => category === chosen || summary?.byCategory[category]);
  return (
    <div
      role="group"
      aria-label={t('documents.categories.label')}
      className="-mx-4 flex *:shrink-0 min-h-12 gap-2 overflow-x-auto px-4 py-1 sm:-mx-1 sm:flex-wrap sm:px-1"
    >
      <Chip pressed={chosen === undefined} onSelect={() => onChange(undefined)} {...countOf(summary?.active)}>
        {t('documents.categories.all')}
      </Chip>
      {shown.map((category) => (
        <Chip
          key={category}
          pressed={category === chosen}
          onSelect={() => onChange(category === chosen ? undefined : category)}
          {...countOf(summary?.byCategory[category])}
        >
          {t(`documents.categories.${category}`)}
        </Chip>
      ))}
    </div>
  );
}

function countOf(count: number | undefined): { count?: number } {
  return count === undefined ? {} : { count };
}
