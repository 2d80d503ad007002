import type { Document } from '@portal/contract/documents';
import type { Upload, UploadState } from './upload.ts';
import { titleOfFile } from './upload.ts';

export type UploadLines = ReturnType<typeof createUploadLines>;

/**
 * The lines of the tray, outside React. `subscribe` and `getSnapshot` suit `useSyncExternalStore`: the snapshot is a new
 * array after each change, and only then.
 */
export function createUploadLines() {
  let uploads: readonly Upload[] = [];
  let lastNumber = 0;
  const listeners = new Set<() => void>();

  function set(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }

  function lineOf({ file, isInParts }: Pick<Upload, 'file' | 'isInParts'>): Upload {
    lastNumber += 1;
    const [id, title] = [`upload-${lastNumber}`, titleOfFile(file.name)];
    return { id, file, title, isInParts, attempts: 0, state: { kind: 'waiting' } };
  }

  return {
    set,
    add: (files: readonly Pick<Upload, 'file' | 'isInParts'>[]): void => set([...uploads, ...files.map(lineOf)]),
    change: (id: string, changes: Partial<Upload>): void =>
      set(uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload))),
    changeState: (id: string, state: UploadState): void =>
      set(uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload))),
    /** A document was checked or changed: its lines show it as it is now. */
    showDocument: (document: Document): void =>
      set(
        uploads.map((upload) => {
          const { state } = upload;
          const hasOne = state.kind === 'arrived' || state.kind === 'duplicate';
          return hasOne && state.document.id === document.id ? { ...upload, state: { ...state, document } } : upload;
        }),
      ),
    find: (id: string): Upload | undefined => uploads.find((upload) => upload.id === id),
    getSnapshot: (): readonly Upload[] => uploads,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
