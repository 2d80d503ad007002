import { useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** "Keep it": has the focus when the question opens. */
  safeLabel: string;
  confirmLabel: string;
  onConfirm: () => void;
  busyLabel?: string | undefined;
};

/** The last question before something is gone for good. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, children, safeLabel, confirmLabel, onConfirm, busyLabel } = props;
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      initialFocus={safe}
      actions={
        <>
          <Button ref={safe} onClick={onClose}>
            {safeLabel}
          </Button>
          <Button variant="danger-final" onClick={onConfirm} busyLabel={busyLabel}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
