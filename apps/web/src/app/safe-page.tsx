import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { SkeletonRow } from '../components/skeleton-row.tsx';
import { Trouble, TroubleWithin } from './trouble.tsx';

type SafePageProps = {
  /** Whether the shell, with its header and landmarks, stands around it already. */
  within: 'nothing' | 'shell';
  children: ReactNode;
};

/** A page that is on its way shows its rule bars; one that broke says so, until one goes elsewhere. */
export function SafePage({ within, children }: SafePageProps) {
  const { pathname } = useLocation();
  const inShell = within === 'shell';
  return (
    <ErrorBoundary FallbackComponent={inShell ? TroubleWithin : Trouble} resetKeys={[pathname]}>
      <Suspense fallback={inShell ? <PageToCome /> : <ShellToCome />}>{children}</Suspense>
    </ErrorBoundary>
  );
}

export function ShellToCome() {
  return (
    <main className="mx-auto max-w-360">
      <PageToCome />
    </main>
  );
}

function PageToCome() {
  const { t } = useTranslation();
  return (
    <div className="page-edge pt-10">
      <div role="status" className="sr-only">
        <h1>{t('app.loading')}</h1>
      </div>
      <SkeletonRow />
      <SkeletonRow />
      <SkeletonRow />
    </div>
  );
}
