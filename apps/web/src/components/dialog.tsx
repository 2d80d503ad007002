import { lazy, Suspense, useState } from 'react';
import type { ReactNode, RefObject } from 'react';

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** The safe answer first. */
  actions: ReactNode;
  /** What has the focus when it opens; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** A question that must be answered: a click beside it does not close it. */
  insists?: boolean;
};

const DialogPopup = lazy(async () => ({ default: (await import('./dialog-popup.tsx')).DialogPopup }));

/** A question or a small form over the page. It comes when it is first opened. */
export function Dialog(props: DialogProps) {
  const [everOpen, setEverOpen] = useState(props.open);
  if (props.open && !everOpen) setEverOpen(true);
  if (!everOpen) return null;
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  );
}
