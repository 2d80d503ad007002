import { createContext, use, useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Toast } from './toast.tsx';
import type { ToastContent } from './toast.tsx';

type ToastApi = {
  /** Shows it for ten seconds, or as long as it has the focus or the pointer. Answers its id. */
  show: (content: ToastContent) => number;
  dismiss: (id: number) => void;
};

type Shown = { id: number; content: ToastContent };

const atMost = 3;
const ToastContext = createContext<ToastApi | undefined>(undefined);

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const lastId = useRef(0);
  const dismiss = useCallback((id: number) => setShown((toasts) => toasts.filter((toast) => toast.id !== id)), []);
  const show = useCallback((content: ToastContent) => {
    lastId.current += 1;
    const id = lastId.current;
    setShown((toasts) => [...toasts.filter((toast) => !isOutdatedBy(content, toast)), { id, content }].slice(-atMost));
    return id;
  }, []);
  const api = useMemo(() => ({ show, dismiss }), [show, dismiss]);
  return (
    <ToastContext value={api}>
      {children}
      <section
        aria-label={t('toasts.place')}
        className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--phone-bar)+1rem)] z-40 px-4 sm:bottom-10"
      >
        {/* Always there: a reader announces only what is put into a region that it knows already. */}
        <div role="status" className="flex flex-col items-center gap-3">
          {shown.map(({ id, content }) => (
            <Toast key={id} content={content} onEnd={() => dismiss(id)} />
          ))}
        </div>
      </section>
    </ToastContext>
  );
}

/** "Is in the trash", with its Undo, must not stand beside "is gone for good". */
function isOutdatedBy({ about }: ToastContent, { content }: Shown): boolean {
  return about !== undefined && content.about === about;
}

export function useToast(): ToastApi {
  const api = use(ToastContext);
  if (!api) throw new Error('useToast() is called outside of <Toasts>.');
  return api;
}
