import { Eye, FileText, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { AppShell } from '../components/app-shell.tsx';
import { AccountMenu } from '../features/identity/account-menu.tsx';
import { useLiveDocuments } from '../features/documents/use-live-documents.ts';
import { FreshSignIn } from '../features/identity/fresh-sign-in.tsx';
import { IdleWarning } from '../features/identity/idle-warning.tsx';
import { PasskeyOffer } from '../features/identity/passkey-offer.tsx';
import { RequireSession } from '../features/identity/require-session.tsx';
import { WithUploadTray } from '../features/uploads/upload-tray.tsx';
import { UploadsProvider } from '../features/uploads/uploads-provider.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { paths } from './paths.ts';
import { SafePage, ShellToCome } from './safe-page.tsx';
import { useFetchAhead } from './use-fetch-ahead.ts';

/** Around every page that needs a session. */
export function SignedIn() {
  const { t } = useTranslation();
  useFetchAhead();
  const destinations = [
    { to: paths.documents, label: t('nav.documents'), icon: FileText, alsoAt: ['/documents/'] },
    { to: paths.activity, label: t('nav.activity'), icon: Eye, alsoAt: [] },
    { to: paths.trash, label: t('nav.trash'), icon: Trash2, alsoAt: [] },
  ];
  return (
    <RequireSession pending={<ShellToCome />}>
      <FreshSignIn>
        <LiveDocuments />
        <UploadsProvider>
          <AppShell
            home={paths.documents}
            destinations={destinations}
            account={<AccountMenu />}
            banners={
              <>
                <OfflineBanner />
                <IdleWarning />
                <PasskeyOffer />
              </>
            }
          >
            <WithUploadTray>
              <SafePage within="shell">
                <Outlet />
              </SafePage>
            </WithUploadTray>
          </AppShell>
        </UploadsProvider>
      </FreshSignIn>
    </RequireSession>
  );
}

function LiveDocuments(): null {
  useLiveDocuments();
  return null;
}
