import type { ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';

type PageProps = {
  title: string;
  /** Where the heading says more than the window's title. */
  heading?: ReactNode;
  intro?: ReactNode;
  /** The main button and its like, across from the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

export function Page({ title, heading, intro, actions, children }: PageProps) {
  return (
    <div className="page-edge pt-6 pb-14 sm:pt-10">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-5">
        <div className="min-w-0">
          <PageHeading title={title}>{heading ?? title}</PageHeading>
          {intro && <div className="mt-1.5 text-body text-graphite">{intro}</div>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}
