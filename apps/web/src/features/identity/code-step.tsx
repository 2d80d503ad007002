import type { SessionAnswer } from '@portal/contract/identity';
import { signIn } from '@portal/contract/identity.endpoints';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { useFormat } from '../../app/format.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import type { Challenge } from './challenge.ts';
import { CodeQuestion } from './code-question.tsx';
import { OtherWays } from './other-ways.tsx';
import { SignInHeading } from './sign-in-heading.tsx';

type CodeStepProps = {
  challenge: Challenge;
  onSignedIn: (session: SessionAnswer) => void;
  onResent: (challenge: Challenge) => void;
  /** Back to the first step, with the keyboard for this kind of address. */
  onOther: (channel: Challenge['channel']) => void;
};

/** Which code came? */
export function CodeStep({ challenge, onSignedIn, onResent, onOther }: CodeStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { challengeId, sentTo, sentAt } = challenge;
  return (
    <div className="flex flex-col">
      <SignInHeading title={t('signIn.codeTitle')}>
        <MarkedText text={t('signIn.codeSent', { sentTo, time: format.time(sentAt) })} />
      </SignInHeading>
      <div className="mt-10">
        <CodeQuestion
          challenge={challenge}
          tryCode={(code) => callEndpoint(signIn, { body: { challengeId, code } })}
          onRight={onSignedIn}
        />
      </div>
      <OtherWays challenge={challenge} onResent={onResent} onOther={onOther} />
    </div>
  );
}
