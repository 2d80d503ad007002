import type { TFunction } from 'i18next';
import { hasCode } from '../../app/api-problem.ts';
import { wasCancelled } from './passkey.ts';
import { problemSentence } from './problem-sentence.ts';

/** Why no passkey was made, and what helps. */
export function addPasskeyWords(t: TFunction, error: unknown): string {
  if (error instanceof Error && error.name === 'InvalidStateError') return t('settings.passkeys.alreadyHere');
  if (wasCancelled(error)) return t('settings.passkeys.cancelled');
  if (hasCode(error, 'too_many_passkeys')) return t('settings.passkeys.tooMany');
  if (hasCode(error, 'passkey_refused')) return t('settings.passkeys.refused');
  if (hasCode(error, 'fresh_sign_in_required')) return t('settings.fresh.declined');
  return problemSentence(t, error);
}
