import type { BegunFile, FilePartsPort } from './file-parts.port.ts';
import { uploadNotFound } from './upload-problems.ts';

type Store = { name: string; parts: FilePartsPort };

/**
 * Stores as one for uploads in parts: each upload goes on where it began, and new ones begin in the current store. The
 * store's name stands in front of its own name for the upload. Where that store is gone, the upload is over.
 */
export function createPartsInTwoStores(current: Store, former: Store | undefined): FilePartsPort {
  const within = <File extends BegunFile>(file: File): { parts: FilePartsPort; file: File } => {
    const [name = '', ...rest] = file.multipartId.split(':');
    const store = [current, former].find((known) => known?.name === name);
    if (!store) throw uploadNotFound();
    return { parts: store.parts, file: { ...file, multipartId: rest.join(':') } };
  };
  return {
    begin: async (file) => {
      const { multipartId } = await current.parts.begin(file);
      return { multipartId: `${current.name}:${multipartId}` };
    },
    sign: async (part, lifetimeMs) => {
      const { parts, file } = within(part);
      return parts.sign(file, lifetimeMs);
    },
    writePart: async (part, bytes, signal) => {
      const { parts, file } = within(part);
      return parts.writePart(file, bytes, signal);
    },
    listParts: async (begun) => {
      const { parts, file } = within(begun);
      return parts.listParts(file);
    },
    complete: async (begun, declared) => {
      const { parts, file } = within(begun);
      return parts.complete(file, declared);
    },
  };
}
