import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../components/banner.tsx';
import { MarkedText } from '../components/marked-text.tsx';
import { useOnline } from './online.ts';

export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <div className="page-edge pt-4 pb-3">
          <Banner icon={WifiOff}>
            <MarkedText text={t('offline.banner')} />
          </Banner>
        </div>
      )}
    </div>
  );
}
