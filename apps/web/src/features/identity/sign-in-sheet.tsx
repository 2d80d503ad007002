import type { SessionAnswer } from '@portal/contract/identity';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LargeSheet } from '../../components/large-sheet.tsx';
import { AddressStep } from './address-step.tsx';
import type { Challenge } from './challenge.ts';
import { CodeStep } from './code-step.tsx';
import { SignInHeading } from './sign-in-heading.tsx';

type Step =
  | { name: 'address'; expects: Challenge['channel'] }
  | { name: 'code'; challenge: Challenge }
  | { name: 'signed in'; session: SessionAnswer };

/** How long the sealed sheet is seen before the page moves on. */
const sealShownForMs = 700;

const lines = { address: 'pencil', code: 'three-sides', 'signed in': 'ink' } as const;

/** The sheet of signing in: all pencil, then three sides ink, then sealed. */
export function SignInSheet({ onSignedIn }: { onSignedIn: (session: SessionAnswer) => void }) {
  const [step, setStep] = useState<Step>({ name: 'address', expects: 'email' });
  return (
    <LargeSheet
      line={lines[step.name]}
      seal={step.name === 'signed in' ? 'ready' : 'checking'}
      className="min-h-150 w-full px-3.5 pt-8 pb-16 min-[375px]:px-6 sm:min-h-160 sm:w-128 sm:px-14 sm:pt-14"
    >
      {step.name === 'address' && (
        <AddressStep
          expects={step.expects}
          onSent={(challenge) => setStep({ name: 'code', challenge })}
          onSignedIn={(session) => setStep({ name: 'signed in', session })}
        />
      )}
      {step.name === 'code' && (
        <CodeStep
          challenge={step.challenge}
          onResent={(challenge) => setStep({ name: 'code', challenge })}
          onOther={(expects) => setStep({ name: 'address', expects })}
          onSignedIn={(session) => setStep({ name: 'signed in', session })}
        />
      )}
      {step.name === 'signed in' && <SealedStep onShown={() => onSignedIn(step.session)} />}
    </LargeSheet>
  );
}

function SealedStep({ onShown }: { onShown: () => void }) {
  const { t } = useTranslation();
  const shown = useEffectEvent(onShown);
  useEffect(() => {
    const timer = setTimeout(() => shown(), sealShownForMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status">
      <SignInHeading title={t('signIn.done')}>{t('signIn.opening')}</SignInHeading>
    </div>
  );
}
