import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SkeletonRow } from '../components/skeleton-row.tsx';

/** What is seen while a page is on its way: its rule bars, no spinner. */
export function SuspendedPage({ children }: { children: ReactNode }) {
  return <Suspense fallback={<PageToCome />}>{children}</Suspense>;
}

export function PageToCome() {
  const { t } = useTranslation();
  return (
    <div className="page-edge pt-10">
      <p role="status" className="sr-only">
        {t('app.loading')}
      </p>
      <SkeletonRow />
      <SkeletonRow />
      <SkeletonRow />
    </div>
  );
}
