import { Trans } from 'react-i18next';
import { LogoMark } from './logo-mark.tsx';

/** Mark and word. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-3 text-body text-ink">
      <LogoMark height={40} />
      <span>
        <Trans i18nKey="app.wordmark" components={{ strong: <strong className="font-mark" /> }} />
      </span>
    </span>
  );
}
