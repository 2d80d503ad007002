import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BeginUpload } from '@portal/core/documents/begin-upload';
import type { ChangeDocument } from '@portal/core/documents/change-document';
import type { FinishUpload } from '@portal/core/documents/finish-upload';
import type { StoreUpload } from '@portal/core/documents/store-upload';
import type { Contact, PeoplePort } from '@portal/core/identity/people.port';
import type { Viewer } from '@portal/core/viewer';
import { buildDemoPdf, type DemoDocument, patient } from './demo-document.ts';
import { demoDocuments } from './demo-documents.ts';

export const demoContact: Contact = { channel: 'email', address: 'demo@example.org' };

export type SeedDemoDependencies = {
  people: PeoplePort;
  namePatient: (userId: string, name: string) => Promise<void>;
  beginUpload: BeginUpload;
  storeUpload: StoreUpload;
  finishUpload: FinishUpload;
  changeDocument: ChangeDocument;
  newId: () => string;
};

/**
 * Gives the demo's patient a dozen documents, the way a patient would upload them. Answers how many; none where the
 * patient is there already, so that what was renamed or deleted stays so.
 */
export const createSeedDemo = (dependencies: SeedDemoDependencies) => async (): Promise<number> => {
  const { people, namePatient, newId } = dependencies;
  if (await people.findByContact(demoContact)) return 0;
  const { person } = await people.create({
    userId: newId(),
    contactId: newId(),
    recordId: newId(),
    contact: demoContact,
  });
  await namePatient(person.userId, patient.name);
  const viewer: Viewer = {
    userId: person.userId,
    recordId: person.recordId,
    sessionId: newId(),
    origin: { requestId: randomUUID(), ipAddress: '127.0.0.1', userAgent: 'demo' },
  };
  for (const document of demoDocuments) await upload(dependencies, viewer, document);
  return demoDocuments.length;
};

const upload = async (dependencies: SeedDemoDependencies, viewer: Viewer, document: DemoDocument): Promise<void> => {
  const { beginUpload, storeUpload, finishUpload, changeDocument } = dependencies;
  const { title, category, documentDate, note, fileName } = document;
  const pdf = buildDemoPdf(document);
  const intent = await beginUpload({ viewer, fileName, firstBytes: pdf, announcedSizeInBytes: pdf.length });
  const stored = await storeUpload({ viewer, intent, bytes: Readable.from([pdf]) });
  const finished = await finishUpload({ viewer, upload: stored, title, category, documentDate, keepBoth: false });
  if (note === '') return;
  await changeDocument({ viewer, documentId: finished.document.id, revision: undefined, fields: { note } });
};
