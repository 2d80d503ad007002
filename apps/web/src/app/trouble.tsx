import type { FallbackProps } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ApiProblem } from './api-problem.ts';
import { paths } from './paths.ts';
import { PlainPage } from './plain-page.tsx';
import { problemWords } from './problem-words.ts';

/** A page broke where nothing stands around it. */
export function Trouble({ error }: FallbackProps) {
  const { t } = useTranslation();
  return (
    <PlainPage title={t('problems.troubleTitle')}>
      <WayOn error={error} />
    </PlainPage>
  );
}

/** A page broke within the shell. */
export function TroubleWithin({ error }: FallbackProps) {
  const { t } = useTranslation();
  return (
    <Page title={t('problems.troubleTitle')}>
      <div className="mt-2 max-w-prose text-graphite">
        <WayOn error={error} />
      </div>
    </Page>
  );
}

/** What happened, what can be done, and the number to quote where there is one. */
function WayOn({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <>
      <p>{problem ? problemWords(t, problem) : t('problems.troubleText')}</p>
      {problem?.requestId && <p className="mt-2 text-note">{t('problems.quote', { number: problem.requestId })}</p>}
      <div className="mt-6 flex flex-wrap items-center gap-5">
        <Button variant="main" onClick={() => window.location.reload()}>
          {t('problems.reload')}
        </Button>
        <TextLink href={paths.documents}>{t('problems.toDocuments')}</TextLink>
      </div>
    </>
  );
}
