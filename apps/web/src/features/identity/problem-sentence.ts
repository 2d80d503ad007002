import type { TFunction } from 'i18next';
import { ApiProblem } from '../../app/api-problem.ts';
import { createFormat, regionOf } from '../../app/format.ts';
import { problemWords } from '../../app/problem-words.ts';
import i18next from 'i18next';

const dayMs = 86_400_000;

/** What went wrong and a way on, with the number to quote where waiting does not help. */
export function problemSentence(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiProblem)) return problemWords(t, error);
  if (error.status === 429 && error.retryFrom !== undefined) {
    return t('problems.tooManyUntil', { time: momentWords(error.retryFrom) });
  }
  const quoted = error.isPassing ? undefined : error.requestId;
  return [problemWords(t, error), quoted && t('problems.quote', { number: quoted })].filter(Boolean).join(' ');
}

/** "14:32", with its day where that is not within the next hours. A minute that has begun counts as whole. */
export function momentWords(at: number): string {
  const format = createFormat(regionOf(i18next.language));
  const whole = new Date(Math.ceil(at / 60_000) * 60_000);
  return at - Date.now() < dayMs / 2 ? format.time(whole) : format.dateTime(whole);
}
