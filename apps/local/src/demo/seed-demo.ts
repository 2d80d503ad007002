import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BeginUpload } from '@portal/core/documents/begin-upload';
import type { ChangeDocument } from '@portal/core/documents/change-document';
import type { DocumentsPort } from '@portal/core/documents/documents.port';
import type { FinishUpload } from '@portal/core/documents/finish-upload';
import type { StoreUpload } from '@portal/core/documents/store-upload';
import type { Contact, PeoplePort } from '@portal/core/identity/people.port';
import type { Viewer } from '@portal/core/viewer';
import { buildDemoPdf, type DemoDocument, patient } from './demo-document.ts';
import { demoDocuments } from './demo-documents.ts';
import type { DemoPatient } from './demo-patient.postgres.ts';

export const demoContact: Contact = { channel: 'email', address: 'demo@example.org' };
// The patient's own tablet, so that the activity record names one; its end tells the demo's uploads from all others.
const userAgent =
  'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 demo';

export type SeedDemoDependencies = {
  people: PeoplePort;
  demoPatient: DemoPatient;
  documents: Pick<DocumentsPort, 'findBySha256'>;
  beginUpload: BeginUpload;
  storeUpload: StoreUpload;
  finishUpload: FinishUpload;
  changeDocument: ChangeDocument;
  newId: () => string;
};

/**
 * Gives the demo's patient a dozen documents, the way a patient would upload them. Answers how many were added.
 * The activity record says how many of them ever came, in their order: what a crash left out comes at the next start,
 * and what was renamed or deleted stays so.
 */
export const createSeedDemo = (dependencies: SeedDemoDependencies) => async (): Promise<number> => {
  const { people, demoPatient, newId } = dependencies;
  const known = await people.findByContact(demoContact);
  const ids = { userId: newId(), contactId: newId(), recordId: newId() };
  const { userId, recordId } = known ?? (await people.create({ ...ids, contact: demoContact })).person;
  const uploaded = await demoPatient.countUploads(recordId, 'demo');
  const viewer: Viewer = {
    userId,
    recordId,
    sessionId: newId(),
    origin: { requestId: randomUUID(), ipAddress: '127.0.0.1', userAgent },
  };
  // A note follows its upload: of all that came, only the last one can lack it.
  for (const document of demoDocuments.slice(0, uploaded).slice(-1)) await addNote(dependencies, viewer, document);
  const missing = demoDocuments.slice(uploaded);
  if (missing.length > 0) await demoPatient.name(userId, patient.name);
  for (const document of missing) {
    await upload(dependencies, viewer, document);
    await addNote(dependencies, viewer, document);
  }
  return missing.length;
};

const upload = async (dependencies: SeedDemoDependencies, viewer: Viewer, document: DemoDocument): Promise<void> => {
  const { beginUpload, storeUpload, finishUpload } = dependencies;
  const { title, category, documentDate, fileName } = document;
  const pdf = buildDemoPdf(document);
  const intent = await beginUpload({ viewer, fileName, firstBytes: pdf, announcedSizeInBytes: pdf.length });
  const stored = await storeUpload({ viewer, intent, bytes: Readable.from([pdf]) });
  await finishUpload({
    viewer,
    upload: stored,
    title,
    category,
    documentDate,
    keepBoth: false,
    idempotency: undefined,
  });
};

/** Writes the note of a document that nobody has changed yet. */
const addNote = async (
  { documents, changeDocument }: SeedDemoDependencies,
  viewer: Viewer,
  document: DemoDocument,
): Promise<void> => {
  const { note } = document;
  if (note === '') return;
  const sha256 = createHash('sha256').update(buildDemoPdf(document)).digest('hex');
  const found = await documents.findBySha256(viewer.recordId, sha256);
  if (found?.revision !== 1) return;
  await changeDocument({ viewer, documentId: found.id, revision: found.revision, fields: { note } });
};
