import { getPortal } from '@portal/contract/portal.endpoints';
import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { Banner } from '../../components/banner.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { TextLink } from '../../components/text-link.tsx';

/** On one's own machine: where the codes can be read that nobody sends. */
export function LocalModeBanner() {
  const { t } = useTranslation();
  const portal = useQuery({
    queryKey: ['portal'],
    queryFn: ({ signal }) => callEndpoint(getPortal, { signal }),
    staleTime: Infinity,
  });
  const mailboxPath = portal.data?.mailboxPath;
  if (!mailboxPath) return null;
  return (
    <Banner
      icon={Mail}
      action={
        <TextLink href={mailboxPath} newTab tone="ink">
          {t('localMode.mailbox')}
        </TextLink>
      }
    >
      <MarkedText text={t('localMode.banner')} />
    </Banner>
  );
}
