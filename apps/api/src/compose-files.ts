import { join } from 'node:path';
import { originsOfS3 } from '@portal/adapters/aws/s3-origins';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskDocumentLinks } from '@portal/adapters/disk/document-links.disk';
import { createDiskCheck } from '@portal/adapters/disk/disk-check';
import { createDiskFileParts } from '@portal/adapters/disk/file-parts.disk';
import { createDiskStoredObjects } from '@portal/adapters/disk/stored-objects.disk';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import { createFilesInTwoStores } from '@portal/core/documents/files-in-two-stores';
import { createLinksInTwoStores } from '@portal/core/documents/links-in-two-stores';
import type { StoredObjectsPort } from '@portal/core/storage/stored-objects.port';
import type { FilePartsPort } from '@portal/core/uploads/file-parts.port';
import { createPartsInTwoStores } from '@portal/core/uploads/parts-in-two-stores';
import type { Config } from './config.ts';
import type { StorageConfig, StoreName } from './config-storage.ts';

/** One store of bytes, and everything that is done with it. */
export type FileStore = {
  name: StoreName;
  files: DocumentFilesPort;
  parts: FilePartsPort;
  links: DocumentLinksPort;
  objects: StoredObjectsPort;
  /** Whether it can be reached and written to; rejects where not. */
  check: () => Promise<unknown>;
  /** Undefined where nobody counts them. */
  freeBytes: (() => Promise<number>) | undefined;
  close: () => void;
};

/** The stores as one, and each by itself. */
export type FileStores = Pick<FileStore, 'files' | 'parts' | 'links' | 'close'> & {
  current: FileStore;
  former: FileStore | undefined;
};

// That there is nothing is told by a bucket that can be reached only.
const keyOfNothing = 'documents/nothing/here';

type BytesConfig = Pick<Config, 'dataFolder' | 'storage'>;
export type FilesConfig = BytesConfig & Pick<Config, 'urlSigningKey'>;

/** Where the bytes of documents lie, as the configuration says. */
export async function composeFiles(config: FilesConfig, { now }: { now: () => Date }): Promise<FileStores> {
  const compose = (name: StoreName) => (name === 's3' ? composeS3(config, now) : composeDisk(config, now));
  const { storage } = config;
  const current = await compose(storage.current);
  const former = storage.former && (await compose(storage.former));
  const { files, links } = current;
  return {
    files: former ? createFilesInTwoStores({ current: files, former: former.files }) : files,
    // Also without a former store: an upload that began before or after a move is known by the store it began in.
    parts: createPartsInTwoStores(current, former),
    links: former ? createLinksInTwoStores({ current, former }) : links,
    current,
    former,
    close: () => {
      current.close();
      former?.close();
    },
  };
}

type Bytes = Pick<FileStore, 'files' | 'check' | 'close'>;

/** The same for those who open documents for nobody, and hold no key that signs links. */
export async function composeBytes(config: BytesConfig, { now }: { now: () => Date }): Promise<Bytes> {
  const compose = async (name: StoreName): Promise<Bytes> => {
    if (name === 's3') return composeS3(config, now);
    const folder = folderOf(config);
    const { check } = createDiskCheck({ folder });
    return { files: await createDiskDocumentFiles({ folder }), check, close: () => undefined };
  };
  const { storage } = config;
  const current = await compose(storage.current);
  if (!storage.former) return current;
  const former = await compose(storage.former);
  return {
    files: createFilesInTwoStores({ current: current.files, former: former.files }),
    check: current.check,
    close: () => {
      current.close();
      former.close();
    },
  };
}

const folderOf = ({ dataFolder }: BytesConfig): string => join(dataFolder, 'documents');

async function composeDisk(config: FilesConfig, now: () => Date): Promise<FileStore> {
  const folder = folderOf(config);
  return {
    name: 'disk',
    files: await createDiskDocumentFiles({ folder }),
    parts: await createDiskFileParts({ folder }),
    links: createDiskDocumentLinks({ signingKey: config.urlSigningKey, now }),
    objects: createDiskStoredObjects({ folder }),
    ...createDiskCheck({ folder }),
    close: () => undefined,
  };
}

async function composeS3({ storage: { s3 } }: BytesConfig, now: () => Date): Promise<FileStore> {
  if (!s3) throw new Error('No bucket is configured.');
  // The SDK is large: it is loaded by those who use it.
  const { createS3FileStore } = await import('@portal/adapters/aws/s3-file-store');
  const store = createS3FileStore(s3, { now });
  return { name: 's3', ...store, check: () => store.files.stat(keyOfNothing), freeBytes: undefined };
}

/** The other origins that pages exchange documents with. */
export const storeOriginsOf = ({ s3 }: Pick<StorageConfig, 's3'>): readonly string[] => (s3 ? originsOfS3(s3) : []);
