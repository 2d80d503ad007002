import { CircleAlert, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { passkeyWords } from './passkey.ts';
import type { PasskeySignIn } from './use-passkey-sign-in.ts';

type PasskeyButtonProps = { passkey: PasskeySignIn; onStart: () => void };

/** The other way in, for browsers that know passkeys. */
export function PasskeyButton({ passkey, onStart }: PasskeyButtonProps) {
  const { t } = useTranslation();
  const words = passkeyWords(t, passkey.fault);
  return (
    <>
      <p className="my-6 flex items-center gap-5 text-pencil before:h-px before:flex-1 before:bg-rule after:h-px after:flex-1 after:bg-rule">
        {t('signIn.or')}
      </p>
      <Button
        size="large"
        wide
        icon={KeyRound}
        busyLabel={passkey.isPending ? t('signIn.passkeyWaiting') : undefined}
        onClick={() => {
          onStart();
          passkey.start();
        }}
      >
        {t('signIn.usePasskey')}
      </Button>
      <div role="alert">
        {words && (
          <p className="mt-2 flex gap-2 text-note text-stop">
            <CircleAlert size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />
            {words}
          </p>
        )}
      </div>
    </>
  );
}
