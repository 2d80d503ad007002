import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../components/button-link.tsx';
import { paths } from './paths.ts';
import { PlainPage } from './plain-page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <PlainPage title={t('problems.notFoundTitle')}>
      <p>{t('problems.notFoundText')}</p>
      <ButtonLink to={paths.documents} variant="main" className="mt-6">
        {t('problems.toDocuments')}
      </ButtonLink>
    </PlainPage>
  );
}
