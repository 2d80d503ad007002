import { Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePortal } from '../../app/use-portal.ts';
import { Banner } from '../../components/banner.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { TextLink } from '../../components/text-link.tsx';

/** On one's own machine: where the codes can be read that nobody sends. */
export function LocalModeBanner() {
  const { t } = useTranslation();
  const mailboxPath = usePortal().data?.mailboxPath;
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
