import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Seal } from './seal.tsx';

export type ToastContent = {
  text: ReactNode;
  action?: { label: string; onAction: () => void } | undefined;
  tone?: 'plain' | 'problem';
  /** The request id, where something went wrong on our side. */
  quote?: string | undefined;
  /** What it tells of, by its id: the newest word about it takes the place of an older one. None: it stands alone. */
  about?: string;
};

type ToastProps = { content: ToastContent; onEnd: () => void };

const shownForMs = 10_000;

/** One toast: it goes by itself, but never while somebody is reading it with the pointer or the keyboard. */
export function Toast({ content, onEnd }: ToastProps) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => end(), shownForMs);
    return () => clearTimeout(timer);
  }, [held]);
  const { text, action, tone = 'plain', quote } = content;
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex min-h-15 max-w-full animate-fade items-center gap-5 rounded-control bg-ink px-5 py-2 text-body text-ground shadow-lifted"
    >
      {tone === 'problem' && <Seal state="needs-you" size={28} />}
      <div className="min-w-0">
        <p>{text}</p>
        {quote && <p className="text-note">{t('problems.quote', { number: quote })}</p>}
      </div>
      {action && (
        <button
          type="button"
          onClick={() => {
            action.onAction();
            onEnd();
          }}
          className="-me-2 hit shrink-0 rounded-control px-2 font-strong text-ground outline-ground focus-visible:-outline-offset-3 focus-visible:outline-ground"
        >
          <span className="underline decoration-2 underline-offset-[6px]">{action.label}</span>
        </button>
      )}
    </div>
  );
}
