import type { DocumentSummary } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';

/** "14 documents, 11 of them ready to open. 1 needs you" */
export function SummaryLine({ summary }: { summary: DocumentSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { active, byState } = summary;
  const needYou = byState.blocked + byState.refused + byState.unscannable;
  const counts = { count: active, n: format.number(active), ready: format.number(byState.ready) };
  return (
    <>
      {byState.ready === active ? t('documents.allReady', counts) : t('documents.someReady', counts)}
      {needYou > 0 && (
        <>
          {' '}
          <strong className="font-strong text-ink">
            {t('documents.needYou', { count: needYou, n: format.number(needYou) })}
          </strong>
        </>
      )}
    </>
  );
}
