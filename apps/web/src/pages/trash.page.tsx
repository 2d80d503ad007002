import { trashDays } from '@portal/contract/limits';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../app/format.ts';
import { Page } from '../components/page.tsx';
import { TrashList } from '../features/documents/trash-list.tsx';

/** What was thrown away, when it goes for good, and the way back. */
export function TrashPage() {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Page title={t('documents.trash.title')} intro={t('documents.trash.intro', { n: format.number(trashDays) })}>
      <TrashList />
    </Page>
  );
}
