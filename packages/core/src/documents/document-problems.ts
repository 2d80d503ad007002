import { PortalProblem } from '../problem.ts';
import { sizeInWords } from './size-in-words.ts';

/** The same for a document of somebody else and for one that never was. */
export const documentNotFound = () =>
  new PortalProblem('document_not_found', 'We have no such document here. It may have been deleted for good.');

export const documentChanged = () =>
  new PortalProblem(
    'document_changed',
    'This document was changed somewhere else. Look at it as it is now, then change it again.',
  );

export const documentInTrash = () =>
  new PortalProblem('document_in_trash', 'This document is in the trash. Take it out first.');

export const documentNotInTrash = () =>
  new PortalProblem('document_not_in_trash', 'This document is not in the trash. It is among your documents.');

export const documentNotCheckedYet = () =>
  new PortalProblem(
    'document_not_checked_yet',
    'It has arrived and is being checked. You can open it in about a minute.',
    {
      retryAfterSeconds: 10,
    },
  );

export const documentBlocked = () =>
  new PortalProblem('document_blocked', 'A virus was found, so nobody can open it. You can delete it.');

export const documentRefused = () =>
  new PortalProblem('document_refused', 'This file cannot be opened here. Ask for it again where you got it.');

export const documentUnscannable = () =>
  new PortalProblem(
    'document_unscannable',
    'We could not check this, so it stays closed. You can delete it and add it again.',
  );

export const linkInvalidOrExpired = () =>
  new PortalProblem('link_invalid_or_expired', 'This link is over. Open the document again from your list.');

export const uploadInterrupted = (cause?: unknown) =>
  new PortalProblem('upload_interrupted', 'The file did not arrive whole. You can send it again.', { cause });

export const digestMismatch = (cause?: unknown) =>
  new PortalProblem('digest_mismatch', 'What arrived is not what was sent. Nothing was added. Please send it again.', {
    cause,
  });

export const uploadsBusy = (retryAfterSeconds: number) =>
  new PortalProblem(
    'uploads_busy',
    'More files are coming in than we can take at a time. Please try again in a moment.',
    {
      retryAfterSeconds,
    },
  );

export const malformedUpload = (cause?: unknown) =>
  new PortalProblem('malformed_upload', 'This upload could not be read. You can send the file again.', { cause });

export const fileMissing = () => new PortalProblem('file_missing', 'No file came with this. Choose a PDF to add.');

export const fileEmpty = () =>
  new PortalProblem('file_empty', 'This file is empty. Ask for it again where you got it.');

/** `sizeInBytes` where it was announced. */
export const fileTooLarge = (limitInBytes: number, sizeInBytes?: number) => {
  const size = sizeInBytes === undefined ? 'is too large' : `has ${sizeInWords(sizeInBytes)}`;
  return new PortalProblem(
    'file_too_large',
    `This file ${size}. Up to ${sizeInWords(limitInBytes)} can be added. Ask for it in parts.`,
  );
};

export const notAPdf = (isPicture: boolean) =>
  new PortalProblem(
    'not_a_pdf',
    isPicture
      ? 'This is a picture. Save it as a PDF, then add that one.'
      : 'This is not a PDF. Save or export it as a PDF, then add that one.',
  );

export const recordFull = (quotaInBytes: number) =>
  new PortalProblem(
    'record_full',
    `There is no room left: up to ${sizeInWords(quotaInBytes)} can be kept. Delete for good what you no longer need.`,
  );

export const storageFull = (cause?: unknown) =>
  new PortalProblem('storage_full', 'We have no room for this at the moment. Nothing was added. Try again later.', {
    cause,
  });

export const storeUnavailable = (cause?: unknown) =>
  new PortalProblem('service_unavailable', 'We cannot reach your documents at the moment. Try again in a minute.', {
    retryAfterSeconds: 30,
    cause,
  });
