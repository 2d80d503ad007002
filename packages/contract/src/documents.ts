import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { visibleText, writtenText } from './text.ts';

export const documentStates = ['uploading', 'processing', 'ready', 'blocked', 'refused', 'unscannable'] as const;
export const documentCategories = [
  'lab_result',
  'imaging',
  'discharge_letter',
  'prescription',
  'vaccination',
  'referral',
  'insurance',
  'other',
] as const;
export const documentSorts = ['relevance', '-uploadedAt', 'title', '-documentDate'] as const;
export const documentViews = ['active', 'trash'] as const;
export const checkResults = [
  'clean',
  'not_scanned',
  'infected',
  'locked',
  'damaged',
  'mismatch',
  'unscannable',
] as const;

export const DocumentState = z.enum(documentStates);
export const DocumentCategory = z.enum(documentCategories);

/** A day on a calendar, without a time or a zone: `2026-05-03`. Years 1900 to 2100. */
export const CalendarDay = z.iso
  .date()
  .check(z.refine((day) => day >= '1900-01-01' && day <= '2100-12-31', { error: 'This date is out of range.' }));

const Title = visibleText(limits.titleLength);
const Note = writtenText(limits.noteLength);

/** A document as its patient sees it. Times are ISO 8601 in UTC. */
export const Document = z
  .strictObject({
    id: z.uuid(),
    state: DocumentState,
    title: z.string(),
    fileName: z.string(),
    category: DocumentCategory,
    documentDate: z.nullable(z.iso.date()),
    note: z.string(),
    sizeInBytes: z.int(),
    sha256: z.string(),
    pageCount: z.nullable(z.int()),
    hasActiveContent: z.boolean(),
    /** There is a picture of page 1, at `/documents/:id/thumbnail`. It comes some time after `ready`, or never. */
    hasThumbnail: z.boolean(),
    checkResult: z.nullable(z.enum(checkResults)),
    checkedAt: z.nullable(z.iso.datetime()),
    uploadedAt: z.iso.datetime(),
    trashedAt: z.nullable(z.iso.datetime()),
    purgeAt: z.nullable(z.iso.datetime()),
    /** Counts the changes that people made; `If-Match` asks for it, with or without the state that follows it in the `ETag`. */
    revision: z.int(),
  })
  .register(z.globalRegistry, { id: 'Document' });
export type Document = z.infer<typeof Document>;

/** Where the words of a search stand in the text of a document: plain text, never markup. */
export const DocumentHit = z
  .strictObject({
    /** From 1: the first page that holds all of the words, or else the one that holds most. */
    page: z.int(),
    /** A piece of that page, in order; the words that were found are pieces of their own. */
    snippet: z.array(z.strictObject({ text: z.string(), isMatch: z.boolean() })),
  })
  .register(z.globalRegistry, { id: 'DocumentHit' });
export type DocumentHit = z.infer<typeof DocumentHit>;

export const ListedDocument = z
  .extend(Document, {
    /** In a search only, where its words stand in the document's own text. */
    hit: z.optional(DocumentHit),
  })
  .register(z.globalRegistry, { id: 'ListedDocument' });
export type ListedDocument = z.infer<typeof ListedDocument>;

export const DocumentList = z
  .strictObject({
    items: z.array(ListedDocument),
    nextCursor: z.nullable(z.string()),
    /** Of the whole view; `null` where a search or a category narrows it. */
    total: z.nullable(z.int()),
    /** Grows with every change of the record's documents: of two lists the one with the higher version is newer. */
    version: z.int(),
  })
  .register(z.globalRegistry, { id: 'DocumentList' });
export type DocumentList = z.infer<typeof DocumentList>;

/** How many documents there are, for the head of the page and its category chips. Active ones but for `trashed`. */
export const DocumentSummary = z
  .strictObject({
    active: z.int(),
    trashed: z.int(),
    byState: z.record(DocumentState, z.int()),
    byCategory: z.record(DocumentCategory, z.int()),
    version: z.int(),
  })
  .register(z.globalRegistry, { id: 'DocumentSummary' });
export type DocumentSummary = z.infer<typeof DocumentSummary>;

/** Which bytes are asked for, as lower-case hex. */
export const DocumentHashParams = z.strictObject({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

export const DocumentParams = z.strictObject({ documentId: z.uuid() });

export const ListDocumentsQuery = z.strictObject({
  limit: z._default(
    z.coerce.number().check(z.int(), z.minimum(limits.pageSize.min), z.maximum(limits.pageSize.max)),
    limits.pageSize.default,
  ),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
  q: z.optional(writtenText(limits.searchLength)),
  category: z.optional(DocumentCategory),
  /** Left out: `relevance` where `q` holds something, else `-uploadedAt`. */
  sort: z.optional(z.enum(documentSorts)),
  view: z._default(z.enum(documentViews), 'active'),
});

/** The fields that may stand beside `file` in the form of an upload, in any order. An empty one counts as left out. */
export const UploadFields = z.strictObject({
  title: z.optional(z.union([z.literal(''), Title])),
  category: z.optional(z.union([z.literal(''), DocumentCategory])),
  documentDate: z.optional(z.union([z.literal(''), CalendarDay])),
});

export const UploadForm = z.extend(UploadFields, {
  file: z.file().register(z.globalRegistry, { description: 'The PDF, once.' }),
});

export const UploadQuery = z.strictObject({ keepBoth: z._default(z.stringbool(), false) });

export const UploadAnswer = z
  .strictObject({
    document: Document,
    /** This record already has these bytes: `document` is the one that is there, and nothing new was kept. */
    duplicate: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'UploadAnswer' });
export type UploadAnswer = z.infer<typeof UploadAnswer>;

export const DocumentAnswer = z
  .strictObject({ document: Document })
  .register(z.globalRegistry, { id: 'DocumentAnswer' });

export const ChangeDocumentBody = z
  .strictObject({
    title: z.optional(Title),
    category: z.optional(DocumentCategory),
    documentDate: z.optional(z.nullable(CalendarDay)),
    note: z.optional(Note),
  })
  .check(z.refine((body) => Object.keys(body).length > 0, { error: 'Say what to change.' }));

export const DeleteDocumentQuery = z.strictObject({ permanently: z._default(z.stringbool(), false) });

export const OpenDocumentQuery = z.strictObject({
  disposition: z._default(z.enum(['inline', 'attachment']), 'inline'),
});
