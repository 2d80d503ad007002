import { Mail, MessageSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { askFault } from './ask-fault.ts';
import type { Challenge } from './challenge.ts';
import { problemSentence } from './problem-sentence.ts';
import { useAccount } from './use-account.ts';
import { useAskForCode } from './use-ask-for-code.ts';
import { useTakesNumbers } from './use-takes-numbers.ts';

/** The patient is signed in: their own addresses can be named. */
export function FreshWays({ onSent }: { onSent: (challenge: Challenge) => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  const ask = useAskForCode();
  const fault = askFault(t, ask.error) ?? (account.error ? problemSentence(t, account.error) : undefined);
  const takesNumbers = useTakesNumbers();
  const reachable = account.data?.contacts.filter(({ channel }) => channel === 'email' || takesNumbers);
  return (
    <div>
      <div className="flex flex-col gap-4">
        {reachable?.map(({ id, channel, address }) => (
          <Button
            key={id}
            variant="main"
            icon={channel === 'sms' ? MessageSquare : Mail}
            busyLabel={ask.isPending && ask.variables.address === address ? t('signIn.sending') : undefined}
            onClick={() => ask.mutate({ channel, address }, { onSuccess: onSent })}
          >
            <span className="min-w-0 break-words">
              {t('settings.fresh.sendTo')} <bdi>{address}</bdi>
            </span>
          </Button>
        ))}
      </div>
      <div role="alert">{fault && <p className="text-note text-stop">{fault}</p>}</div>
    </div>
  );
}
