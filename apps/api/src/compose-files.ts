import { join } from 'node:path';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createDiskDocumentLinks } from '@portal/adapters/disk/document-links.disk';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import type { Config } from './config.ts';

/** One store of bytes, and what opens them. */
export type FileStore = { files: DocumentFilesPort; links: DocumentLinksPort; close: () => void };

export type FilesConfig = Pick<Config, 'dataFolder' | 'urlSigningKey'>;

/** Where the bytes of documents lie, as the configuration says. */
export async function composeFiles(config: FilesConfig, { now }: { now: () => Date }): Promise<FileStore> {
  return {
    files: await createDiskDocumentFiles({ folder: join(config.dataFolder, 'documents') }),
    links: createDiskDocumentLinks({ signingKey: config.urlSigningKey, now }),
    close: () => undefined,
  };
}
