import type { Document } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Stamp } from '../../components/stamp.tsx';
import { isChecked } from './document-state.ts';

/** The stamp and its sentence where somebody looked; where nobody did, the page says so and claims nothing. */
export function CheckSentence({ document }: { document: Document }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isChecked(document)) {
    return (
      <div className="mt-6 flex items-center gap-5">
        <Stamp date={new Date(document.checkedAt)} label={t('documents.one.checkedRing')} />
        <div>
          <p className="font-strong">{t('documents.one.checkedOn', { day: format.dayAndMonth(document.checkedAt) })}</p>
          <p className="mt-1 text-note text-graphite">{t('documents.one.checkedText')}</p>
        </div>
      </div>
    );
  }
  if (document.state !== 'ready') return null;
  return (
    <div className="mt-6">
      <p className="font-strong">{t('documents.one.notScanned')}</p>
      <p className="mt-1 text-note text-graphite">{t('documents.one.notScannedText')}</p>
    </div>
  );
}
