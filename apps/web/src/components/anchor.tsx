import type { ReactNode, Ref } from 'react';
import { Link } from 'react-router';

/** `to` stays within the page; `href` leaves it: a download, or another page of this server. */
export type AnchorTarget =
  | { to: string; href?: never; newTab?: never; download?: never }
  | { to?: never; href: string; newTab?: boolean | undefined; download?: boolean | string | undefined };

type AnchorProps = AnchorTarget & {
  className?: string | undefined;
  children?: ReactNode;
  ref?: Ref<HTMLAnchorElement>;
};

/** A link without a look. Takes whatever a menu adds to it. */
export function Anchor({ to, href, newTab, download, children, ...rest }: AnchorProps) {
  if (to !== undefined) {
    return (
      <Link to={to} {...rest}>
        {children}
      </Link>
    );
  }
  const tab = newTab ? { target: '_blank', rel: 'noopener' } : {};
  return (
    <a href={href} download={download} {...tab} {...rest}>
      {children}
    </a>
  );
}
