import type { AbandonUpload } from '@portal/core/documents/abandon-upload';
import type { BeginUpload } from '@portal/core/documents/begin-upload';
import { malformedUpload } from '@portal/core/documents/document-problems';
import { headerLength } from '@portal/core/documents/pdf-header';
import type { StoredUpload, StoreUpload } from '@portal/core/documents/store-upload';
import { PortalProblem } from '@portal/core/problem';
import type { Viewer } from '@portal/core/viewer';
import type { StorageEngine } from 'multer';
import { splitHead } from './split-head.ts';

export type UploadUseCases = { beginUpload: BeginUpload; storeUpload: StoreUpload; abandonUpload: AbandonUpload };

export type UploadStorage = {
  engine: StorageEngine;
  /** Waits for the file that is being stored, if there is one. Rejects with the reason why it was not kept. */
  settled: () => Promise<StoredUpload | undefined>;
};

type IncomingFile = Pick<Express.Multer.File, 'originalname' | 'stream'>;

/**
 * multer's engine of one request: looks at the first bytes, reserves, and stores the stream as it comes. It makes no
 * document of it, because the form may still turn out to be broken; nor does it remove, because multer forgets files
 * whose request broke off: whoever waits for `settled` decides.
 */
export function createUploadStorage(
  { beginUpload, storeUpload }: UploadUseCases,
  request: {
    viewer: Viewer;
    announcedSizeInBytes: number;
    /** The file is larger than multer's limit: ends the body, and answers why. */
    onTooLarge: () => PortalProblem;
  },
): UploadStorage {
  let storing: Promise<StoredUpload> | undefined;

  const store = async ({ originalname, stream }: IncomingFile): Promise<StoredUpload> => {
    const { viewer, announcedSizeInBytes, onTooLarge } = request;
    // multer would read the form to its end before it says so, and end the file as if it were whole.
    stream.once('limit', () => stream.destroy(onTooLarge()));
    try {
      const { head, whole } = await splitHead(stream, headerLength);
      const intent = await beginUpload({ viewer, fileName: originalname, firstBytes: head, announcedSizeInBytes });
      return await storeUpload({ viewer, intent, bytes: whole });
    } catch (error) {
      // A form that ends in the middle of its file ends the stream with an error: no fault of ours.
      if (error instanceof PortalProblem || stream.errored === null) throw error;
      throw malformedUpload(error);
    }
  };

  return {
    engine: {
      _handleFile: (_request, file, callback) => {
        storing = store(file);
        void tell(storing, callback);
      },
      _removeFile: (_request, _file, callback) => callback(null),
    },
    settled: async () => storing,
  };
}

/** multer hears that the file is done with, and whether it may go on with the form. */
async function tell(storing: Promise<unknown>, callback: (error: unknown, info?: object) => void): Promise<void> {
  const [outcome] = await Promise.allSettled([storing]);
  if (outcome.status === 'fulfilled') callback(null, {});
  else callback(outcome.reason);
}
