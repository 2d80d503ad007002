import type { TFunction } from 'i18next';
import { ApiProblem } from '../../app/api-problem.ts';
import { momentWords, problemSentence } from './problem-sentence.ts';

/** Why no code is sent, and what helps. */
export function askFault(t: TFunction, error: unknown): string | undefined {
  if (!error) return undefined;
  if (!(error instanceof ApiProblem)) return problemSentence(t, error);
  if (error.status === 503) return t('signIn.notSentNow');
  if (error.code !== 'too_many_requests' || error.retryFrom === undefined) return problemSentence(t, error);
  return t('signIn.askedTooOften', { time: momentWords(error.retryFrom) });
}
