import type { Document } from '@portal/contract/documents';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SkeletonRow } from '../../components/skeleton-row.tsx';
import { DocumentList } from './document-list.tsx';
import { GroupHeading } from './group-heading.tsx';
import { groupStartingAt } from './list-groups.ts';
import type { ListFilters } from './list-filters.ts';
import { isNarrowed } from './list-filters.ts';
import { ListStatus } from './list-status.tsx';
import { SortField } from './list-tools.tsx';
import { ListTrouble } from './list-trouble.tsx';
import { NoHits } from './no-hits.tsx';
import type { useDocumentList } from './use-document-list.ts';
import { useFollowChecks } from './use-follow-checks.ts';

type MyDocumentsProps = {
  list: ReturnType<typeof useDocumentList>;
  filters: ListFilters;
  onFilters: (changes: Partial<ListFilters>) => void;
  onChange: (document: Document) => void;
  onTrash: (document: Document) => void;
};

const skeletonRows = 6;

/** The list in each of its states: to come, there, nothing found, failed, and failed half-way. */
export function MyDocuments({ list, filters, onFilters, onChange, onTrash }: MyDocumentsProps) {
  const { t } = useTranslation();
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = list;
  const documents = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  useFollowChecks(documents);
  const growList = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage]);

  const found = isNarrowed(filters) && data && !isPlaceholderData ? documents.length : undefined;
  const status = <ListStatus loading={list.isPending} found={found} hasMore={hasNextPage} />;
  if (list.isPending) return <SkeletonList>{status}</SkeletonList>;
  if (!data) {
    return <ListTrouble title={t('documents.failed.title')} error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (documents.length === 0) {
    return (
      <div className="mt-6 border-t-[1.5px] border-ink">
        {status}
        <NoHits filters={filters} onShowAll={() => onFilters({ q: '', category: undefined })} />
      </div>
    );
  }
  const group = groupStartingAt(documents, 0, filters.sort);
  return (
    <section aria-busy={isPlaceholderData} className="mt-6">
      {status}
      {!group && <h2 className="sr-only">{t('documents.list')}</h2>}
      <div className="flex items-end justify-between pb-1 sm:hidden">
        {group ? (
          <h2>
            <GroupHeading group={group} />
          </h2>
        ) : (
          <span />
        )}
        <SortField filters={filters} onChange={(sort) => onFilters({ sort })} />
      </div>
      <DocumentList
        documents={documents}
        sort={filters.sort}
        total={data.pages[0]?.total ?? undefined}
        onNearEnd={growList}
        onChange={onChange}
        onTrash={onTrash}
      />
      {isFetchingNextPage && <SkeletonRow />}
      {isFetchNextPageError && (
        <ListTrouble
          title={t('documents.failed.moreTitle')}
          error={list.error}
          onRetry={() => void list.fetchNextPage()}
        />
      )}
    </section>
  );
}

function SkeletonList({ children }: { children: React.ReactNode }) {
  return (
    <div className="mt-6">
      {children}
      <div className="border-t-[1.5px] border-ink sm:ps-19">
        {Array.from({ length: skeletonRows }, (_, index) => (
          <SkeletonRow key={index} />
        ))}
      </div>
    </div>
  );
}
