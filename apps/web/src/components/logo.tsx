import { useTranslation } from 'react-i18next';
import { LogoMark } from './logo-mark.tsx';
import { MarkedText } from './marked-text.tsx';

/** Mark and word. */
export function Logo() {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-2.5 text-body text-ink sm:gap-3 sm:text-[1.125rem]">
      <LogoMark />
      <span>
        <MarkedText text={t('app.wordmark')} className="font-mark" />
      </span>
    </span>
  );
}
