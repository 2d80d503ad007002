import { WifiOff } from 'lucide-react';
import { Trans } from 'react-i18next';
import { Banner } from '../components/banner.tsx';
import { useOnline } from './online.ts';

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <div className="page-edge pt-4">
          <Banner icon={WifiOff}>
            <Trans i18nKey="offline.banner" components={{ strong: <strong className="font-strong" /> }} />
          </Banner>
        </div>
      )}
    </div>
  );
}
