import { useId } from 'react';
import type { ComponentPropsWithRef } from 'react';
import { describedBy, fieldBox, FieldFrame } from './field-frame.tsx';
import type { FieldWords } from './field-frame.tsx';
import { join } from './join.ts';

type TextFieldProps = FieldWords &
  Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange' | 'style' | 'className' | 'size'> & {
    value: string;
    onChange: (value: string) => void;
    /** For what stands on the paper: a document's title. */
    serif?: boolean;
    /** 56 px high: the one field of a page. */
    large?: boolean;
  };

export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, error, onChange, serif = false, large = false, ...input } = props;
  const ownId = useId();
  const id = input.id ?? ownId;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <input
        type="text"
        {...input}
        id={id}
        aria-describedby={describedBy(id)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={join(fieldBox(error), 'px-4', large ? 'min-h-14' : 'min-h-13', serif && 'font-serif')}
      />
    </FieldFrame>
  );
}
