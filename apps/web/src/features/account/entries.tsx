import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';

type EntriesProps<T> = {
  label: string;
  query: { data: readonly T[] | undefined; error: unknown; refetch: () => unknown };
  /** What is said where there is none. */
  none?: string;
  children: (item: T) => ReactNode;
};

/** A short list in each of its states: to come, there, none, failed. */
export function Entries<T>({ label, query, none, children }: EntriesProps<T>) {
  const { t } = useTranslation();
  const { data, error, refetch } = query;
  if (data && data.length > 0) return <ul aria-label={label}>{data.map((item) => children(item))}</ul>;
  if (data) return <p className="text-graphite">{none}</p>;
  if (error) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-4">
        <p>{problemSentence(t, error)}</p>
        <Button size="small" onClick={() => refetch()}>
          {t('problems.tryAgain')}
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{t('app.loading')}</span>
      <span aria-hidden className="h-3.5 w-3/5 max-w-70 bg-rule" />
      <span aria-hidden className="h-2.5 w-2/5 max-w-44 bg-rule" />
    </div>
  );
}
