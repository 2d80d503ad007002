import { ArrowLeft, ArrowRight, Mail, MessageSquare, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { TextLink } from '../../components/text-link.tsx';
import { useToast } from '../../components/toasts.tsx';
import { askFault } from './ask-fault.ts';
import type { Challenge } from './challenge.ts';
import { useAskForCode } from './use-ask-for-code.ts';
import { useCountdown } from './use-countdown.ts';
import { useTakesNumbers } from './use-takes-numbers.ts';

type OtherWaysProps = {
  challenge: Challenge;
  onResent: (challenge: Challenge) => void;
  onOther: (channel: Challenge['channel']) => void;
};

/**
 * For codes that do not come. The other kind of address has to be typed: offering the one on file would tell who has an
 * account.
 */
export function OtherWays({ challenge, onResent, onOther }: OtherWaysProps) {
  const { t, i18n } = useTranslation();
  const bySms = challenge.channel === 'sms';
  const takesNumbers = useTakesNumbers();
  return (
    <ul className="mt-6 flex flex-col">
      <li>
        <Resend challenge={challenge} onResent={onResent} />
      </li>
      {(bySms || takesNumbers) && (
        <li>
          <TextLink icon={bySms ? Mail : MessageSquare} onSelect={() => onOther(bySms ? 'email' : 'sms')}>
            {bySms ? t('signIn.useEmail') : t('signIn.useNumber')}
          </TextLink>
        </li>
      )}
      <li>
        <TextLink icon={i18n.dir() === 'rtl' ? ArrowRight : ArrowLeft} onSelect={() => onOther(challenge.channel)}>
          {bySms ? t('signIn.useAnotherNumber') : t('signIn.useAnotherAddress')}
        </TextLink>
      </li>
    </ul>
  );
}

function Resend({ challenge, onResent }: Pick<OtherWaysProps, 'challenge' | 'onResent'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const waitMs = useCountdown(challenge.resendFrom);
  const ask = useAskForCode();
  const { channel, address, challengeId } = challenge;
  const resend = () =>
    ask.mutate(
      { channel, address, challengeId },
      {
        onSuccess: (next) => {
          onResent(next);
          toast.show({ text: t('signIn.resent') });
        },
        onError: (error) => toast.show({ tone: 'problem', text: askFault(t, error) ?? '' }),
      },
    );
  return (
    <TextLink icon={RotateCw} disabled={waitMs > 0 || ask.isPending} onSelect={resend}>
      {waitMs > 0 ? (
        <span className="figures">{t('signIn.resendIn', { time: format.countdown(waitMs) })}</span>
      ) : (
        t('signIn.resend')
      )}
    </TextLink>
  );
}
