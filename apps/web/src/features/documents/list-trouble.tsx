import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useProblemWords } from './use-problem-words.ts';

type ListTroubleProps = { title: string; error: unknown; onRetry: () => void };

/** What could not be loaded, why, a way on, and the number to quote. */
export function ListTrouble({ title, error, onRetry }: ListTroubleProps) {
  const { t } = useTranslation();
  const { text, quote } = useProblemWords()(error);
  return (
    <div role="alert">
      <EmptyState title={title} action={<Button onClick={onRetry}>{t('documents.failed.retry')}</Button>}>
        <p>{text}</p>
        {quote && <p className="text-note">{t('documents.failed.quote', { number: quote })}</p>}
      </EmptyState>
    </div>
  );
}
