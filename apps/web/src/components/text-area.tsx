import { useId } from 'react';
import type { ComponentPropsWithRef } from 'react';
import { describedBy, fieldBox, FieldFrame } from './field-frame.tsx';
import type { FieldWords } from './field-frame.tsx';
import { join } from './join.ts';

type TextAreaProps = FieldWords &
  Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'onChange' | 'style' | 'className'> & {
    value: string;
    onChange: (value: string) => void;
  };

export function TextArea({ label, hideLabel, hint, error, onChange, ...area }: TextAreaProps) {
  const ownId = useId();
  const id = area.id ?? ownId;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <textarea
        rows={4}
        {...area}
        id={id}
        aria-describedby={describedBy(id)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={join(fieldBox(error), 'resize-y px-4 py-3')}
      />
    </FieldFrame>
  );
}
