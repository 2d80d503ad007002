import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { Banner } from '../../components/banner.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useToast } from '../../components/toasts.tsx';
import { addPasskeyWords } from './passkey-words.ts';
import { canKeepPasskey } from './passkey.ts';
import { declinePasskey, hasDeclinedPasskey } from './passkey-declined.ts';
import { useSession } from './session.ts';
import { useAddPasskey } from './use-passkeys.ts';

/** An easier and safer way in, offered above the documents until one takes it or says no on this device. */
export function PasskeyOffer() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const session = useSession();
  const toast = useToast();
  const add = useAddPasskey();
  const [declined, setDeclined] = useState(hasDeclinedPasskey);
  const canKeep = useQuery({ queryKey: ['can keep a passkey'], queryFn: canKeepPasskey, staleTime: Infinity });
  const decline = () => {
    declinePasskey();
    setDeclined(true);
  };
  if (session.data?.hasPasskey !== false || declined || !canKeep.data || pathname !== paths.documents) return null;
  const accept = () =>
    add.mutate(undefined, {
      onSuccess: () => toast.show({ text: t('settings.passkeys.added') }),
      onError: (error) => toast.show({ tone: 'problem', text: addPasskeyWords(t, error) }),
    });
  return (
    <section aria-label={t('settings.passkeys.title')} className="page-edge pt-4">
      <Banner
        icon={KeyRound}
        action={
          <span className="flex flex-wrap gap-x-6">
            <TextLink tone="ink" onSelect={accept} disabled={add.isPending}>
              {t('settings.passkeys.add')}
            </TextLink>
            <TextLink tone="ink" onSelect={decline}>
              {t('settings.passkeys.notNow')}
            </TextLink>
          </span>
        }
      >
        <MarkedText text={t('settings.passkeys.offer')} />
      </Banner>
    </section>
  );
}
