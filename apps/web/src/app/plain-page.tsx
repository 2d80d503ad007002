import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Logo } from '../components/logo.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SheetThumbnail } from '../components/sheet-thumbnail.tsx';
import { paths } from './paths.ts';

/** A page outside of everything: one sentence and a way on. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex min-h-dvh max-w-360 flex-col">
      <header className="page-edge flex min-h-15 items-center sm:min-h-19">
        <Link to={paths.documents} className="hit flex items-center rounded-control" aria-label={t('app.home')}>
          <Logo />
        </Link>
      </header>
      <main className="page-edge flex flex-1 flex-col gap-8 pt-10 pb-14 sm:flex-row sm:gap-12">
        <SheetThumbnail state="waiting" width={84} />
        <div className="max-w-prose">
          <PageHeading title={title}>{title}</PageHeading>
          <div className="mt-2 text-body text-graphite">{children}</div>
        </div>
      </main>
    </div>
  );
}
