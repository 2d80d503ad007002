import type { SessionAnswer } from '@portal/contract/identity';
import { confirmSession } from '@portal/contract/sessions.endpoints';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import type { Challenge } from './challenge.ts';
import { CodeQuestion } from './code-question.tsx';
import { askForProof, canUsePasskeys, passkeyWords } from './passkey.ts';
import { FreshWays } from './fresh-ways.tsx';
import { sessionKey, useSession } from './session.ts';

type FreshSignInDialogProps = { onConfirmed: () => void; onClose: () => void };

/** Is it really you? A code to an address of one's own, or a passkey. */
export function FreshSignInDialog({ onConfirmed, onClose }: FreshSignInDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  const [challenge, setChallenge] = useState<Challenge>();
  const done = (confirmed: SessionAnswer) => {
    client.setQueryData(sessionKey, confirmed);
    onConfirmed();
  };
  const passkey = useMutation({
    mutationFn: async () =>
      callEndpoint(confirmSession, { body: { method: 'passkey', response: await askForProof() } }),
    onSuccess: done,
  });
  const fault = passkeyWords(t, passkey.error);
  return (
    <Dialog
      open
      insists
      onClose={onClose}
      title={t('settings.fresh.title')}
      actions={<Button onClick={onClose}>{t('settings.cancel')}</Button>}
    >
      <p>{t('settings.fresh.why')}</p>
      <div className="mt-5 flex flex-col gap-4 text-ink">
        {challenge ? <FreshCode challenge={challenge} onConfirmed={done} /> : <FreshWays onSent={setChallenge} />}
        {session.data?.hasPasskey && canUsePasskeys() && !challenge && (
          <Button
            icon={KeyRound}
            busyLabel={passkey.isPending ? t('signIn.passkeyWaiting') : undefined}
            onClick={() => passkey.mutate()}
          >
            {t('signIn.usePasskey')}
          </Button>
        )}
        <div role="alert">{fault && <p className="text-note text-stop">{fault}</p>}</div>
      </div>
    </Dialog>
  );
}

type FreshCodeProps = { challenge: Challenge; onConfirmed: (session: SessionAnswer) => void };

function FreshCode({ challenge, onConfirmed }: FreshCodeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { challengeId, sentTo, sentAt } = challenge;
  return (
    <div className="flex flex-col gap-4">
      <p>
        <MarkedText text={t('signIn.codeSent', { sentTo, time: format.time(sentAt) })} />
      </p>
      <CodeQuestion
        challenge={challenge}
        tryCode={(code) => callEndpoint(confirmSession, { body: { method: 'code', challengeId, code } })}
        onRight={onConfirmed}
      />
    </div>
  );
}
