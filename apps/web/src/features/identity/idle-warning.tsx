import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Banner } from '../../components/banner.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useSessionEnd } from './use-session-end.ts';

const minuteMs = 60_000;

/** Asks before it ends: in sight however far one has scrolled, said aloud once, counted down quietly. */
export function IdleWarning() {
  const { t } = useTranslation();
  const format = useFormat();
  const { leftInMs, isFinal, stay, isStaying } = useSessionEnd();
  const isShown = leftInMs !== undefined;
  const minutes = Math.max(1, Math.ceil((leftInMs ?? 0) / minuteMs));
  const why = isFinal ? t('settings.idle.finalReason') : t('settings.idle.reason');
  return (
    <>
      <div role="status" className="sr-only">
        {isShown && `${t('settings.idle.announced')} ${why}`}
      </div>
      {isShown && (
        <div className="page-edge sticky top-0 z-20 bg-ground pt-4 pb-3">
          <Banner
            tone="heed"
            icon={Clock}
            action={
              !isFinal && (
                <TextLink tone="ink" onSelect={stay} disabled={isStaying}>
                  {t('settings.idle.stay')}
                </TextLink>
              )
            }
          >
            <MarkedText
              text={
                leftInMs > minuteMs
                  ? t('settings.idle.minutes', { count: minutes, n: format.number(minutes) })
                  : t('settings.idle.seconds', { time: format.duration(leftInMs) })
              }
            />{' '}
            {why}
          </Banner>
        </div>
      )}
    </>
  );
}
