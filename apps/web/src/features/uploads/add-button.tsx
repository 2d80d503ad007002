import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useChooseFiles } from './uploads-context.ts';

/** The one green button of the page. */
export function AddButton() {
  const { t } = useTranslation();
  const choose = useChooseFiles();
  return (
    <Button variant="main" icon={Plus} onClick={choose} className="max-sm:w-full">
      <span className="max-sm:hidden">{t('documents.add')}</span>
      <span className="sm:hidden">{t('documents.addOnPhone')}</span>
    </Button>
  );
}
