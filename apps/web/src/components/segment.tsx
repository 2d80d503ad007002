import { useId } from 'react';
import type { Option } from './select-field.tsx';

type SegmentProps<V extends string> = {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
};

/** A few answers side by side, one of them chosen. Radio buttons to the keyboard and to a reader. */
export function Segment<V extends string>({ label, value, onChange, options }: SegmentProps<V>) {
  const name = useId();
  return (
    <fieldset className="flex w-full rounded-control border-[1.5px] border-edge bg-sheet">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex min-h-11.5 flex-1 cursor-pointer items-center justify-center border-s-[1.5px] border-edge px-3 text-center text-body outline-ink first-of-type:rounded-s-[4px] first-of-type:border-s-0 last-of-type:rounded-e-[4px] has-checked:bg-ink has-checked:font-strong has-checked:text-ground has-focus-visible:z-1 has-focus-visible:outline-3 has-focus-visible:outline-offset-3"
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 appearance-none outline-none"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
