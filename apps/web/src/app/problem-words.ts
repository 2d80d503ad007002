import type { TFunction } from 'i18next';
import { ApiProblem } from './api-problem.ts';

/**
 * A sentence for what went wrong, in the page's language. Features answer the codes they know with words of their own
 * and leave the rest to this.
 */
export function problemWords(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('problems.ours');
  if (error.kind === 'offline') return t('problems.offline');
  if (error.kind === 'unreachable' || error.status === 503) return t('problems.unreachable');
  if (error.status === 429) return t('problems.tooMany');
  return t('problems.ours');
}
