import { Trans } from 'react-i18next';
import { LogoMark } from './logo-mark.tsx';

/** Mark and word. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 text-body text-ink sm:gap-3 sm:text-[1.125rem]">
      <LogoMark />
      <span>
        <Trans i18nKey="app.wordmark" components={{ strong: <strong className="font-mark" /> }} />
      </span>
    </span>
  );
}
