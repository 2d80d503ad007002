import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { DialogProps } from './dialog-props.ts';

export function DialogPopup({ open, onClose, title, children, actions, initialFocus, insists = false }: DialogProps) {
  return (
    <BaseDialog.Root
      open={open}
      disablePointerDismissal={insists}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-30 animate-fade bg-[#17201d]/50" />
        <BaseDialog.Viewport className="fixed inset-0 z-30 flex items-end justify-center overflow-y-auto p-4 sm:items-center">
          <BaseDialog.Popup
            {...(initialFocus ? { initialFocus } : {})}
            className="w-full max-w-140 animate-fade rounded-dialog bg-sheet p-5 text-ink shadow-lifted outline-none under-sheet sm:my-auto sm:p-7"
          >
            <BaseDialog.Title className="text-lead">{title}</BaseDialog.Title>
            <div className="mt-2 text-body text-graphite">{children}</div>
            <div className="mt-6 flex flex-col justify-end gap-3 sm:flex-row">{actions}</div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
