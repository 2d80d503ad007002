import { useTranslation } from 'react-i18next';
import { join } from './join.ts';
import { Seal } from './seal.tsx';
import type { SealState } from './seal.tsx';

type StateLabelProps = {
  state: SealState;
  /** In a row of a list what is well is a plain word; only what wants attention is a label. */
  form?: 'label' | 'row';
};

const looks: Record<SealState, string> = {
  ready: 'bg-seal-wash text-seal',
  checking: 'bg-touch text-graphite',
  'needs-you': 'bg-heed-wash text-heed',
  blocked: 'bg-stop-wash text-stop',
};

export function StateLabel({ state, form = 'label' }: StateLabelProps) {
  const { t } = useTranslation();
  const words = {
    ready: t('states.ready'),
    checking: t('states.checking'),
    'needs-you': t('states.needsYou'),
    blocked: t('states.blocked'),
  };
  const isPlain = form === 'row' && (state === 'ready' || state === 'checking');
  if (isPlain) return <span className="text-body text-graphite">{words[state]}</span>;
  return (
    <span
      className={join(
        'inline-flex min-h-7 items-center gap-1.5 rounded-label px-2 text-note font-strong whitespace-nowrap',
        looks[state],
      )}
    >
      {form === 'label' && <Seal state={state} size={16} />}
      {words[state]}
    </span>
  );
}
