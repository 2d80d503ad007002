import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import type { PdfPage } from '@portal/adapters/pdf/pdf-page';
import type { DocumentCategory } from '@portal/core/documents/document';

/** A document of the demo's patient. Everyone and everything in it is made up. */
export type DemoDocument = {
  title: string;
  fileName: string;
  category: DocumentCategory;
  /** The day on the paper, `2026-04-28`. */
  documentDate: string;
  note: string;
  author: string;
  language: string;
  pages: () => PdfPage[];
};

/** The same bytes every time, so that a second seeding finds what the first one left. */
export const buildDemoPdf = ({ title, author, language, documentDate, pages }: DemoDocument): Buffer =>
  buildPdf({
    title,
    author,
    language,
    createdAt: new Date(`${documentDate}T09:30:00Z`),
    pages: pages(),
    compress: true,
  });

export const patient = {
  name: 'Ruth Abernathy',
  born: 'Born 2 February 1951',
  address: '14 Mill Lane, Northgate',
  number: 'Patient number 4471 0932',
};
