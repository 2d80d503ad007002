import { useId, useState } from 'react';
import type { Ref, SyntheticEvent } from 'react';
import { codeDigits } from './code-digits.ts';
import { DashedFrame } from './dashed-frame.tsx';
import { describedBy, FieldFrame } from './field-frame.tsx';
import type { FieldWords } from './field-frame.tsx';
import { join } from './join.ts';

type CodeFieldProps = FieldWords & {
  value: string;
  onChange: (digits: string) => void;
  /** Called once the last digit is there. */
  onComplete: (digits: string) => void;
  readOnly?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
};

const length = 6;
const places = Array.from({ length }, (_, place) => place);

/** One real input, which phones fill from the message, under six drawn cells. */
export function CodeField(props: CodeFieldProps) {
  const { value, onChange, onComplete, readOnly = false, autoFocus = false, ref, ...words } = props;
  const [focused, setFocused] = useState(false);
  const id = useId();
  const take = (text: string) => {
    const digits = codeDigits(text, length);
    onChange(digits);
    if (digits.length === length && digits !== value) onComplete(digits);
  };
  return (
    <FieldFrame id={id} {...words}>
      <div className="relative" dir="ltr">
        <Cells value={value} active={focused ? Math.min(value.length, length - 1) : undefined} error={words.error} />
        <input
          ref={ref}
          id={id}
          value={value}
          readOnly={readOnly}
          autoFocus={autoFocus}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-describedby={describedBy(id)}
          aria-invalid={words.error ? true : undefined}
          onChange={(event) => take(event.currentTarget.value)}
          onSelect={caretToTheEnd}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          className="absolute inset-0 size-full opacity-0"
        />
      </div>
    </FieldFrame>
  );
}

/** The cells show where the next digit goes: always the end, wherever one has tapped. */
function caretToTheEnd(event: SyntheticEvent<HTMLInputElement>) {
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const everything = selectionStart === 0 && selectionEnd === value.length;
  if (!everything && selectionEnd !== value.length) event.currentTarget.setSelectionRange(value.length, value.length);
}

type CellsProps = { value: string; active: number | undefined; error: string | undefined };

function Cells({ value, active, error }: CellsProps) {
  return (
    <div aria-hidden className="grid grid-cols-6 gap-1.5 sm:gap-2.5">
      {places.map((place) => {
        const digit = value[place];
        const here = place === active;
        return (
          <span
            key={place}
            className={join(
              'relative flex min-h-15 min-w-0 items-center justify-center rounded-control bg-sheet text-code figures sm:min-h-16.5',
              digit !== undefined && 'border-2',
              digit === undefined && here && 'border-[1.5px] border-ink',
              error ? 'border-stop' : 'border-ink',
              here && 'outline-3 outline-offset-2 outline-ink',
            )}
          >
            {digit}
            {digit === undefined && !here && <DashedFrame radius={6} />}
            {digit === undefined && here && <span className="h-8 w-0.5 bg-ink" />}
          </span>
        );
      })}
    </div>
  );
}
