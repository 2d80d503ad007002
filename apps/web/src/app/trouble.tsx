import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../components/button.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ApiProblem } from './api-problem.ts';
import { paths } from './paths.ts';
import { PlainPage } from './plain-page.tsx';
import { problemWords } from './problem-words.ts';

/** A page broke. What happened, a way on, and the number to quote where there is one. */
export function Trouble() {
  const { t } = useTranslation();
  const error = useRouteError();
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <PlainPage title={t('problems.troubleTitle')}>
      <p>{problem ? problemWords(t, problem) : t('problems.troubleText')}</p>
      {problem?.requestId && <p className="mt-2 text-note">{t('problems.quote', { number: problem.requestId })}</p>}
      <div className="mt-6 flex flex-wrap items-center gap-5">
        <Button variant="main" onClick={() => window.location.reload()}>
          {t('problems.reload')}
        </Button>
        <TextLink href={paths.documents}>{t('problems.toDocuments')}</TextLink>
      </div>
    </PlainPage>
  );
}
