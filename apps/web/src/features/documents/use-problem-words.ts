import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../app/api-problem.ts';

export type ProblemWords = {
  /** Why, and a way on: one or two sentences. */
  text: string;
  /** The number to quote, where the portal gave one. */
  quote: string | undefined;
};

const knownCodes = [
  'sign_in_required',
  'too_many_requests',
  'service_unavailable',
  'document_not_found',
  'document_changed',
  'document_in_trash',
  'document_not_in_trash',
  'document_not_checked_yet',
  'document_blocked',
  'document_refused',
  'document_unscannable',
  'malformed_upload',
  'file_missing',
  'file_empty',
  'not_a_pdf',
  'unsupported_media_type',
  'digest_mismatch',
  'record_full',
  'storage_full',
] as const;

/** Puts a failure into words a patient can act on, in their language: by its code, never by a raw message. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem)) return { text: t('documents.problem.other'), quote: undefined };
    const quote = error.requestId;
    if (error.kind === 'offline') return { text: t('documents.problem.offline'), quote };
    if (error.kind === 'unreachable') return { text: t('documents.problem.unreachable'), quote };
    const code = knownCodes.find((known) => known === error.code);
    return { text: code ? t(`documents.problem.${code}`) : t('documents.problem.other'), quote };
  };
}
