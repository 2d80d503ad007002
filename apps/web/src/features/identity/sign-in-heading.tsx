import type { ReactNode } from 'react';
import { PageHeading } from '../../components/page-heading.tsx';

/** What this step is, and one sentence about it. */
export function SignInHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageHeading title={title} leavesFocus className="text-[2.125rem]/[1.18] font-strong sm:text-page">
        {title}
      </PageHeading>
      <p className="mt-2 max-w-72 text-body text-graphite">{children}</p>
    </>
  );
}
