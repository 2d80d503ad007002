import type { SessionAnswer } from '@portal/contract/identity';
import { useQueryClient } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { OfflineBanner } from '../app/offline-banner.tsx';
import { wantedAfterSignIn } from '../app/paths.ts';
import { Banner } from '../components/banner.tsx';
import { Logo } from '../components/logo.tsx';
import { MarkedText } from '../components/marked-text.tsx';
import { LanguageSelect } from '../features/identity/language-select.tsx';
import { LocalModeBanner } from '../features/identity/local-mode-banner.tsx';
import { sessionEnded } from '../features/identity/require-session.tsx';
import { onNewsOfOtherTabs, tellOtherTabs } from '../features/identity/session-news.ts';
import { sessionKey, useSession } from '../features/identity/session.ts';
import { SignInSheet } from '../features/identity/sign-in-sheet.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession();
  const queryClient = useQueryClient();
  const location = useLocation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [sealed, setSealed] = useState(false);
  const wanted = wantedAfterSignIn(search);
  const goOn = (signedIn: SessionAnswer) => {
    // The sealed sheet stays until the next page is there.
    setSealed(true);
    queryClient.setQueryData(sessionKey, signedIn);
    tellOtherTabs('signed in');
    void navigate(wanted, { replace: true });
  };
  useEffect(
    () => onNewsOfOtherTabs('signed in', () => void queryClient.invalidateQueries({ queryKey: sessionKey })),
    [queryClient],
  );
  if (session.data && !sealed) return <Navigate to={wanted} replace />;
  return (
    <div className="mx-auto flex min-h-dvh max-w-360 flex-col overflow-x-clip">
      <header className="page-edge flex min-h-15 items-center justify-between gap-4 sm:min-h-23">
        <Logo />
        <LanguageSelect />
      </header>
      <main className="flex flex-1 flex-col">
        <OfflineBanner />
        <div className="page-edge flex flex-col gap-3 empty:hidden">
          {location.state === sessionEnded && (
            <Banner tone="heed" icon={Clock}>
              <MarkedText text={t('signIn.sessionEnded')} />
            </Banner>
          )}
          <LocalModeBanner />
        </div>
        <div className="flex flex-col items-center px-5 pt-3 pb-14 sm:pt-13">
          <SignInSheet onSignedIn={goOn} />
          <p className="mt-16 w-full px-2 text-body text-graphite sm:text-center">{t('app.promise')}</p>
        </div>
      </main>
    </div>
  );
}
