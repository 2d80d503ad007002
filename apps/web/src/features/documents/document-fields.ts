import type { Document } from '@portal/contract/documents';
import { CalendarDay, ChangeDocumentBody } from '@portal/contract/documents';
import type { DocumentCategory } from './list-filters.ts';
import type { DocumentChanges } from './use-change-document.ts';

/** What a form holds: every field as its control knows it; no date is the empty text. */
export type DocumentFields = { title: string; category: DocumentCategory; documentDate: string; note: string };

export type FieldFault = 'titleMissing' | 'dateOutOfRange';

export function fieldsOf({ title, category, documentDate, note }: Document): DocumentFields {
  return { title, category, documentDate: documentDate ?? '', note };
}

export function faultsOf({ title, documentDate }: DocumentFields): Partial<Record<keyof DocumentFields, FieldFault>> {
  return {
    ...(ChangeDocumentBody.safeParse({ title }).success ? {} : { title: 'titleMissing' }),
    ...(documentDate === '' || CalendarDay.safeParse(documentDate).success ? {} : { documentDate: 'dateOutOfRange' }),
  };
}

/** Only what differs; `undefined` where nothing does. */
export function changesBetween(document: Document, fields: DocumentFields): DocumentChanges | undefined {
  const documentDate = fields.documentDate === '' ? null : fields.documentDate;
  const changes: DocumentChanges = {
    ...(fields.title === document.title ? {} : { title: fields.title }),
    ...(fields.category === document.category ? {} : { category: fields.category }),
    ...(documentDate === document.documentDate ? {} : { documentDate }),
    ...(fields.note === document.note ? {} : { note: fields.note }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
