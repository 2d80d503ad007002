import * as z from 'zod/mini';
import { CalendarDay, DocumentCategory } from './documents.ts';
import { limits } from './limits.ts';
import { visibleText } from './text.ts';

/** Lower-case hex. */
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'This is no SHA-256 in lower-case hex.' }));

const PartNumber = z.int().check(z.minimum(1), z.maximum(limits.resumable.mostParts));

/**
 * What is announced of a large file before its bytes are sent. An upload of the same bytes that is under way in this
 * record is gone on with, unless `keepBoth` asks for an own one.
 */
export const StartUploadBody = z.strictObject({
  fileName: z.string().check(z.minLength(1), z.maxLength(limits.announcedFileNameLength)),
  sizeInBytes: z.int().check(z.minimum(1)),
  /** Of the whole file; computed again from what arrived before the document can be opened. */
  sha256: Sha256,
  title: z.optional(visibleText(limits.titleLength)),
  category: z.optional(DocumentCategory),
  documentDate: z.optional(CalendarDay),
  /** Keep it although the record has these bytes. */
  keepBoth: z._default(z.boolean(), false),
});

/** A file that comes in parts. All parts have `partSizeInBytes`, the last one what is left. */
export const Upload = z
  .strictObject({
    id: z.uuid(),
    sizeInBytes: z.int(),
    sha256: z.string(),
    partSizeInBytes: z.int(),
    partCount: z.int(),
    /** The numbers, from 1, of the parts that are there, in order. */
    partsReceived: z.array(z.int()),
    /** Until then it can be gone on with. */
    expiresAt: z.iso.datetime(),
    /** Its document, once it is complete; of a duplicate the one that was there. */
    documentId: z.nullable(z.uuid()),
  })
  .register(z.globalRegistry, { id: 'Upload' });
export type Upload = z.infer<typeof Upload>;

export const UploadProgressAnswer = z
  .strictObject({ upload: Upload })
  .register(z.globalRegistry, { id: 'UploadProgressAnswer' });

export const UploadParams = z.strictObject({ uploadId: z.uuid() });
export const UploadPartParams = z.strictObject({
  uploadId: z.uuid(),
  partNumber: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(limits.resumable.mostParts)),
});

/** Which parts are to be sent next, each with the SHA-256 of its bytes. */
export const SignPartsBody = z.strictObject({
  parts: z
    .array(z.strictObject({ number: PartNumber, sha256: Sha256 }))
    .check(z.minLength(1), z.maxLength(limits.resumable.partsSignedAtOnce)),
});

/** Where a part is to be sent by `PUT`, with these headers and no others. Good until `expiresAt`, for this part alone. */
export const SignedPart = z
  .strictObject({
    number: z.int(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'SignedPart' });
export type SignedPart = z.infer<typeof SignedPart>;

export const SignPartsAnswer = z.strictObject({ parts: z.array(SignedPart) });
