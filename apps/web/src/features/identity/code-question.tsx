import { useMutation } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, hasCode } from '../../app/api-problem.ts';
import { useFormat } from '../../app/format.ts';
import { CodeField } from '../../components/code-field.tsx';
import { RunningDashes } from '../../components/running-dashes.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { Challenge } from './challenge.ts';
import { codeFault } from './code-fault.ts';
import { useCountdown } from './use-countdown.ts';

type CodeQuestionProps<T> = {
  challenge: Challenge;
  /** What the code is for. Fails with `code_wrong_or_expired` where it is not the one. */
  tryCode: (code: string) => Promise<T>;
  onRight: (answer: T) => void;
  /** Words for a failure that only the place of the question knows. */
  faultOf?: (error: unknown) => string | undefined;
};

/** The field for a code. It is tried as soon as its last digit is there. */
export function CodeQuestion<T>({ challenge, tryCode, onRight, faultOf }: CodeQuestionProps<T>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [digits, setDigits] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const tooOld = useCountdown(challenge.tooOldFrom) === 0;
  const attempt = useMutation({
    mutationFn: tryCode,
    onSuccess: onRight,
    onError: (error) => {
      // A wrong code is typed anew; one that never arrived can be sent again as it stands.
      if (hasCode(error, 'code_wrong_or_expired')) setDigits('');
      field.current?.focus();
    },
  });
  // Without a network the try waits, and goes on by itself.
  const pendingWords = attempt.isPaused ? t('signIn.waitsForNetwork') : t('signIn.checking');
  const busyWords = attempt.isPending ? pendingWords : undefined;
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
    <>
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
          <span className="block min-h-11 max-w-68">
            {busyWords ? <Busy words={busyWords} /> : t('signIn.codeHint', { time: format.time(challenge.expiresAt) })}
          </span>
        }
        error={faultOf?.(attempt.error) ?? codeFault(t, attempt.error) ?? (tooOld ? t('signIn.codeOld') : undefined)}
      />
      <p role="status" className="sr-only">
        {busyWords}
      </p>
      {isWorthTryingAgain(attempt.error) && (
        <TextLink
          icon={RotateCw}
          onSelect={() => {
            attempt.mutate(digits);
            field.current?.focus();
          }}
        >
          {t('problems.tryAgain')}
        </TextLink>
      )}
    </>
  );
}

/** The portal could not say whether it is the one. */
function isWorthTryingAgain(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === undefined || error.status >= 500);
}

function Busy({ words }: { words: string }) {
  return (
    <span className="flex items-center gap-3">
      {words}
      <RunningDashes />
    </span>
  );
}
