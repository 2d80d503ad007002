import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { join } from './join.ts';

type PageHeadingProps = {
  /** The document's title, before the portal's name. */
  title: string;
  children: ReactNode;
  /** Its type, where it is not that of a page. */
  className?: string | undefined;
  /** Where a field of the page takes the focus instead. */
  leavesFocus?: boolean;
};

/** The one h1 of a page: it names the window, and a reader goes on from here after a change of page. */
export function PageHeading({ title, children, className, leavesFocus = false }: PageHeadingProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  // The first page of a visit is announced by the browser itself.
  const takesFocus = useRef(!leavesFocus && key !== 'default');
  useEffect(() => {
    if (takesFocus.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <title>{`${title} · ${t('app.name')}`}</title>
      <h1 ref={heading} tabIndex={-1} className={join(className ?? 'text-head sm:text-page')}>
        {children}
      </h1>
    </>
  );
}
