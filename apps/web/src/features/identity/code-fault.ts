import type { TFunction } from 'i18next';
import { ApiProblem, hasCode } from '../../app/api-problem.ts';
import { momentWords, problemSentence } from './problem-sentence.ts';

/** Why a code was not taken, and what helps. */
export function codeFault(t: TFunction, error: unknown): string | undefined {
  if (!error) return undefined;
  if (hasCode(error, 'code_wrong_or_expired')) return t('signIn.codeWrong');
  if (!hasCode(error, 'too_many_requests')) return problemSentence(t, error);
  const until = error instanceof ApiProblem ? error.retryFrom : undefined;
  return until === undefined ? t('signIn.tooManyTries') : t('signIn.tooManyTriesUntil', { time: momentWords(until) });
}
