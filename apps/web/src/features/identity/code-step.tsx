import { signIn } from '@portal/contract/identity.endpoints';
import type { SessionAnswer } from '@portal/contract/identity';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { ApiProblem, hasCode } from '../../app/api-problem.ts';
import { useFormat } from '../../app/format.ts';
import { problemWords } from '../../app/problem-words.ts';
import { CodeField } from '../../components/code-field.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import type { Challenge } from './challenge.ts';
import { OtherWays } from './other-ways.tsx';
import { SignInHeading } from './sign-in-heading.tsx';
import { useCountdown } from './use-countdown.ts';

type CodeStepProps = {
  challenge: Challenge;
  onSignedIn: (session: SessionAnswer) => void;
  onResent: (challenge: Challenge) => void;
  /** Back to the first step, with the keyboard for this kind of address. */
  onOther: (channel: Challenge['channel']) => void;
};

/** Which code came? It is tried as soon as its last digit is there. */
export function CodeStep({ challenge, onSignedIn, onResent, onOther }: CodeStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [digits, setDigits] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const tooOld = useCountdown(challenge.tooOldFrom) === 0;
  const attempt = useMutation({
    mutationFn: (code: string) => callEndpoint(signIn, { body: { challengeId: challenge.challengeId, code } }),
    onSuccess: onSignedIn,
    onError: (error) => {
      // A wrong code is typed anew; one that never arrived can be sent again as it stands.
      if (hasCode(error, 'code_wrong_or_expired')) setDigits('');
      field.current?.focus();
    },
  });
  useEffect(() => field.current?.focus(), [challenge]);
  useEffect(() => {
    // Back from where the code was read: it can be typed at once.
    const takeFocus = (): void => {
      if (document.activeElement === document.body) field.current?.focus();
    };
    window.addEventListener('focus', takeFocus);
    return () => window.removeEventListener('focus', takeFocus);
  }, []);

  return (
    <div className="flex flex-col">
      <SignInHeading title={t('signIn.codeTitle')}>
        <MarkedText text={t('signIn.codeSent', { sentTo: challenge.sentTo, time: format.time(challenge.sentAt) })} />
      </SignInHeading>
      <div className="mt-10">
        <CodeField
          ref={field}
          label={t('signIn.code')}
          value={digits}
          readOnly={attempt.isPending}
          onChange={(typed) => {
            setDigits(typed);
            if (attempt.isError && typed) attempt.reset();
          }}
          onComplete={(code) => attempt.mutate(code)}
          hint={
            <span className="block max-w-68">{t('signIn.codeHint', { time: format.time(challenge.expiresAt) })}</span>
          }
          error={wordsFor(t, attempt.error) ?? (tooOld ? t('signIn.codeOld') : undefined)}
        />
        <p role="status" className="sr-only">
          {attempt.isPending && t('signIn.checking')}
        </p>
      </div>
      <OtherWays challenge={challenge} onResent={onResent} onOther={onOther} />
    </div>
  );
}

function wordsFor(t: TFunction, error: unknown): string | undefined {
  if (!error) return undefined;
  if (hasCode(error, 'code_wrong_or_expired')) return t('signIn.codeWrong');
  if (hasCode(error, 'too_many_requests')) return t('signIn.tooManyTries');
  const quoted = error instanceof ApiProblem && !error.isPassing ? error.requestId : undefined;
  return [problemWords(t, error), quoted && t('problems.quote', { number: quoted })].filter(Boolean).join(' ');
}
