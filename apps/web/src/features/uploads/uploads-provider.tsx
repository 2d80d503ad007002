import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useDropzone } from 'react-dropzone';
import { DropTarget } from './drop-target.tsx';
import { useQueue } from './use-queue.ts';
import { UploadAnnouncer } from './upload-announcer.tsx';
import { UploadsContext } from './uploads-context.ts';

/**
 * Around everything a signed-in person sees: files may be dropped anywhere on the page. What was dropped is looked at
 * afterwards; while it is still held, browsers do not say what it is.
 */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const { queue, interrupted } = useQueue();
  const [fileCount, setFileCount] = useState(0);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: { 'application/pdf': ['.pdf'] },
    onDragEnter: (event) => setFileCount(event.dataTransfer.items.length),
    noClick: true,
    noKeyboard: true,
    // What the browser takes for something else is added as well: its line says what is wrong, and what to do.
    onDrop: (accepted, rejected) => queue.add([...accepted, ...rejected.map(({ file }) => file)]),
  });
  const uploads = useMemo(() => ({ queue, interrupted, choose: open }), [queue, interrupted, open]);
  return (
    <UploadsContext value={uploads}>
      <div {...getRootProps({ role: 'none' })} tabIndex={undefined}>
        <input {...getInputProps()} hidden />
        {children}
        {isDragActive && <DropTarget fileCount={fileCount} />}
        <UploadAnnouncer />
      </div>
    </UploadsContext>
  );
}
