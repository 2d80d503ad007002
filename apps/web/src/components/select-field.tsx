import { ChevronDown } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { describedBy, fieldBox, FieldFrame } from './field-frame.tsx';
import type { FieldWords } from './field-frame.tsx';
import { join } from './join.ts';

export type Option<V extends string> = { value: V; label: string };

type SelectFieldProps<V extends string> = FieldWords & {
  value: V;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
  icon?: LucideIcon | undefined;
  /** No box: a control among words, such as the order of a list. */
  quiet?: boolean;
  /** Only the icon is seen on a phone. Needs `icon`. */
  foldsOnPhone?: boolean;
};

/** The browser's own list: phones show it in the way their people know. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { label, hideLabel, hint, error, value, onChange, options, icon: Icon, quiet = false } = props;
  const folds = props.foldsOnPhone === true;
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <span className={join('relative inline-flex items-center', folds && 'max-sm:w-11 max-sm:overflow-clip')}>
        {Icon && (
          <Icon
            size={20}
            strokeWidth={1.75}
            aria-hidden
            className={join('pointer-events-none absolute inset-s-3', folds && 'max-sm:inset-s-2.5 max-sm:size-6')}
          />
        )}
        <select
          id={id}
          value={value}
          aria-describedby={describedBy(id)}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen) onChange(chosen.value);
          }}
          className={selectLook({ quiet, folds, hasIcon: Icon !== undefined, error })}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-sheet text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={20}
          strokeWidth={1.75}
          aria-hidden
          className={join('pointer-events-none absolute inset-e-3', folds && 'max-sm:hidden')}
        />
      </span>
    </FieldFrame>
  );
}

type SelectLook = { quiet: boolean; folds: boolean; hasIcon: boolean; error: string | undefined };

function selectLook({ quiet, folds, hasIcon, error }: SelectLook): string {
  return join(
    'appearance-none pe-11',
    hasIcon ? 'ps-11' : 'ps-4',
    // The ring lies within: what is folded away is cut off at the edge.
    folds && 'max-sm:w-11 max-sm:ps-11 max-sm:pe-0 max-sm:focus-visible:-outline-offset-3',
    quiet
      ? 'min-h-12 rounded-control bg-transparent text-body enabled-hover:bg-touch'
      : join(fieldBox(error), 'min-h-13'),
  );
}
