import type { ReactNode, RefObject } from 'react';

/** What a dialog asks, as `Dialog` takes it and its popup draws it. */
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
