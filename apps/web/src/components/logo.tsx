import { useTranslation } from 'react-i18next';
import { join } from './join.ts';
import { LogoMark } from './logo-mark.tsx';
import { MarkedText } from './marked-text.tsx';

type LogoProps = {
  /** Only the mark is seen where the header's links need the room: neither a phone nor a wide window. */
  folds?: boolean;
};

/** Mark and word. */
export function Logo({ folds = false }: LogoProps) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-2.5 text-body text-ink sm:gap-3 sm:text-[1.125rem]">
      <LogoMark />
      <span className={join(folds && 'sm:max-md:sr-only')}>
        <MarkedText text={t('app.wordmark')} className="font-mark" />
      </span>
    </span>
  );
}
