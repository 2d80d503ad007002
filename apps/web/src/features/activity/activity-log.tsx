import { useTranslation } from 'react-i18next';
import { useGrowWhenNear } from '../../app/use-grow-when-near.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import type { ActivityFilters } from './activity-filters.ts';
import { ActivityLines } from './activity-list.tsx';
import { ActivityTools } from './activity-tools.tsx';
import type { useActivity } from './use-activity.ts';

type ActivityLogProps = {
  log: ReturnType<typeof useActivity>;
  filters: ActivityFilters;
  onFilters: (changes: Partial<ActivityFilters>) => void;
};

/** What happened, in each of its states: to come, there, nothing, failed, and failed half-way. */
export function ActivityLog({ log, filters, onFilters }: ActivityLogProps) {
  const { t } = useTranslation();
  const end = useGrowWhenNear(log);
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  const documentTitle = items.find(({ documentId }) => documentId === filters.documentId)?.documentTitle ?? undefined;
  return (
    <>
      <ActivityTools filters={filters} onChange={onFilters} documentTitle={documentTitle} />
      <div role="status" className="sr-only">
        {log.isPending && t('app.loading')}
        {log.data && items.length === 0 && t('activity.none')}
      </div>
      <div aria-busy={log.isPlaceholderData}>
        {log.isPending && <LinesToCome />}
        <ActivityLines items={items} />
        {log.data && items.length === 0 && <NothingHappened onShowAll={onFilters} />}
        <div ref={end} />
        {log.isFetchingNextPage && <LinesToCome />}
        {log.isError && <LogTrouble log={log} />}
      </div>
    </>
  );
}

function LogTrouble({ log }: Pick<ActivityLogProps, 'log'>) {
  const { t } = useTranslation();
  const again = () => void (log.isFetchNextPageError ? log.fetchNextPage() : log.refetch());
  return (
    <div role="alert" className="border-t-[1.5px] border-ink">
      <EmptyState title={t('activity.failed')} action={<Button onClick={again}>{t('problems.tryAgain')}</Button>}>
        {problemSentence(t, log.error)}
      </EmptyState>
    </div>
  );
}

function NothingHappened({ onShowAll }: { onShowAll: ActivityLogProps['onFilters'] }) {
  const { t } = useTranslation();
  return (
    <div className="border-t-[1.5px] border-ink">
      <EmptyState
        title={t('activity.none')}
        action={
          <Button onClick={() => onShowAll({ kind: undefined, documentId: undefined, span: 'all' })}>
            {t('activity.showAll')}
          </Button>
        }
      >
        {t('activity.noneText')}
      </EmptyState>
    </div>
  );
}

const linesToCome = ['w-2/5', 'w-3/5', 'w-1/2', 'w-1/3'];

function LinesToCome() {
  return (
    <div aria-hidden className="border-t-[1.5px] border-ink md:ps-42">
      {linesToCome.map((width) => (
        <span key={width} className="flex h-14 items-center gap-6 border-b border-rule">
          <span className="h-2.5 w-12 bg-rule" />
          <span className={`h-3.5 bg-rule ${width}`} />
        </span>
      ))}
    </div>
  );
}
