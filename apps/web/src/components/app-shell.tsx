import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { join } from './join.ts';
import { Logo } from './logo.tsx';

export type Destination = {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Beginnings of other addresses that belong to it. */
  alsoAt: readonly string[];
};

type AppShellProps = {
  home: string;
  destinations: readonly Destination[];
  /** The account button and its menu. */
  account: ReactNode;
  /** Offline, signed out soon: above the page, never over it. */
  banners?: ReactNode;
  children: ReactNode;
};

/** Header, page and, on a phone, the bar at the bottom. */
export function AppShell({ home, destinations, account, banners, children }: AppShellProps) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex min-h-dvh max-w-360 flex-col">
      <a
        href="#page"
        className="absolute inset-s-4 -top-20 z-50 rounded-control bg-ink px-5 py-3 font-strong text-ground focus:top-3"
      >
        {t('app.skip')}
      </a>
      <header className="page-edge own-chrome-hides flex min-h-15 items-stretch justify-between gap-6 border-b border-rule sm:min-h-19">
        <Link to={home} className="hit flex items-center rounded-control" aria-label={t('app.home')}>
          <Logo folds />
        </Link>
        <div className="flex items-stretch gap-5">
          <nav aria-label={t('nav.label')} className="hidden items-stretch gap-5 sm:flex lg:gap-9">
            {destinations.map((destination) => (
              <HeaderLink key={destination.to} destination={destination} />
            ))}
          </nav>
          <span aria-hidden className="my-4 hidden w-px bg-rule sm:block" />
          <div className="flex items-center">{account}</div>
        </div>
      </header>
      <main id="page" tabIndex={-1} className="flex flex-1 flex-col pb-(--phone-bar)">
        {banners}
        {children}
      </main>
      <nav
        aria-label={t('nav.label')}
        data-phone-bar
        className="own-chrome-hides fixed inset-x-0 bottom-0 z-10 flex h-(--phone-bar) border-t border-rule bg-ground pb-[env(safe-area-inset-bottom)] sm:hidden"
      >
        {destinations.map((destination) => (
          <PhoneLink key={destination.to} destination={destination} />
        ))}
      </nav>
    </div>
  );
}

function useIsCurrent({ to, alsoAt }: Destination): boolean {
  const { pathname } = useLocation();
  return pathname === to || alsoAt.some((start) => pathname.startsWith(start));
}

function HeaderLink({ destination }: { destination: Destination }) {
  const isCurrent = useIsCurrent(destination);
  return (
    <Link
      to={destination.to}
      aria-current={isCurrent ? 'page' : undefined}
      className={join(
        '-mb-px flex min-w-11 whitespace-nowrap items-center justify-center rounded-t-label border-y-3 border-transparent text-body',
        isCurrent ? 'border-b-ink font-strong text-ink' : 'text-graphite enabled-hover:text-ink',
      )}
    >
      {destination.label}
    </Link>
  );
}

function PhoneLink({ destination }: { destination: Destination }) {
  const isCurrent = useIsCurrent(destination);
  const Icon = destination.icon;
  return (
    <Link
      to={destination.to}
      aria-current={isCurrent ? 'page' : undefined}
      className={join(
        'focus-inside -mt-px flex flex-1 flex-col items-center justify-center gap-1 text-note',
        isCurrent ? 'phone-current font-strong text-ink' : 'text-graphite',
      )}
    >
      <Icon size={24} strokeWidth={1.75} aria-hidden />
      {destination.label}
    </Link>
  );
}
