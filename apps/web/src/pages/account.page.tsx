import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.tsx';
import { AccountSettings } from '../features/account/account-settings.tsx';

/** Who one is to the portal, how one gets in, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('settings.title')} intro={t('settings.intro')}>
      <AccountSettings />
    </Page>
  );
}
