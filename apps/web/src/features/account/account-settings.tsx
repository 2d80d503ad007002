import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRow } from '../../components/skeleton-row.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import { useAccount } from '../identity/use-account.ts';
import { ContactsSection } from './contacts-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PersonalSection } from './personal-section.tsx';

export function AccountSettings() {
  const account = useAccount();
  return (
    <div className="mt-8">
      {account.data ? (
        <>
          <PersonalSection account={account.data} />
          <ContactsSection account={account.data} />
          <NoticesSection account={account.data} />
        </>
      ) : (
        <AccountToCome error={account.error} onRetry={() => void account.refetch()} />
      )}
      <PasskeysSection />
      <DevicesSection />
    </div>
  );
}

function AccountToCome({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  if (error) {
    return (
      <div role="alert">
        <EmptyState title={t('settings.failed')} action={<Button onClick={onRetry}>{t('problems.tryAgain')}</Button>}>
          {problemSentence(t, error)}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="border-t-[1.5px] border-ink">
      <p role="status" className="sr-only">
        {t('app.loading')}
      </p>
      <SkeletonRow />
      <SkeletonRow />
    </div>
  );
}
