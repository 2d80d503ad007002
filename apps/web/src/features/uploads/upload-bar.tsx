import { ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Progress } from '../../components/progress.tsx';
import type { Upload } from './upload.ts';
import { isMoving, isRefused, isUnderWay, overallPercent } from './upload.ts';

type UploadBarProps = { uploads: readonly Upload[]; onUnfold: () => void };

/** The tray, folded: one line above the edge of the window, and the way back to all of it. */
export function UploadBar({ uploads, onUnfold }: UploadBarProps) {
  const { t } = useTranslation();
  const isSending = uploads.some(isUnderWay);
  return (
    <div className="sticky bottom-(--phone-bar) z-10 border-t border-rule bg-desk">
      <button
        type="button"
        onClick={onUnfold}
        aria-expanded={false}
        className="focus-inside page-edge flex min-h-17 w-full flex-col justify-center gap-2 py-2.5 text-start"
      >
        <span className="flex w-full items-center justify-between gap-4">
          <BarWords uploads={uploads} />
          <ChevronUp size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('documents.uploads.unfold')}</span>
        </span>
        {isSending && <Progress label={t('documents.uploads.tray')} percent={overallPercent(uploads)} />}
      </button>
    </div>
  );
}

function BarWords({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moving = uploads.findIndex((upload) => isMoving(upload));
  const sending = moving === -1 ? uploads.findIndex((upload) => isUnderWay(upload)) : moving;
  const state = uploads[sending]?.state;
  if (uploads.length === 0) return <strong className="font-strong">{t('documents.uploads.barInterrupted')}</strong>;
  if (state) {
    const n = format.number(sending + 1);
    const secondsLeft = state.kind === 'sending' ? state.secondsLeft : undefined;
    const rest = [
      (state.kind === 'sending' || state.kind === 'paused') && format.percent(state.percent),
      state.kind === 'interrupted' && t('documents.uploads.goesOn'),
      secondsLeft !== undefined && t('documents.uploads.left', { timeLeft: format.duration(secondsLeft * 1000) }),
    ].filter(Boolean);
    return (
      <span className="figures">
        <strong className="font-strong">
          {state.kind === 'paused'
            ? t('documents.uploads.pausedBar')
            : t('documents.uploads.barSending', { n, total: format.number(uploads.length) })}
        </strong>
        {rest.map((fact) => `${t('documents.comma')}${String(fact)}`).join('')}
      </span>
    );
  }
  const needYou = uploads.filter(isRefused).length;
  const arrived = uploads.filter((upload) => upload.state.kind === 'arrived' && !isRefused(upload)).length;
  return (
    <span>
      <strong className="font-strong">
        {t('documents.uploads.barArrived', { count: arrived, n: format.number(arrived) })}
      </strong>
      {needYou > 0 &&
        t('documents.comma') + t('documents.uploads.barNeedYou', { count: needYou, n: format.number(needYou) })}
    </span>
  );
}
