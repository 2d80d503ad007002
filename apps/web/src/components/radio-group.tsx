import { useId } from 'react';
import type { Option } from './select-field.tsx';

type RadioGroupProps<V extends string> = {
  /** Read as the question; write it above where it has to be seen. */
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
};

export function RadioGroup<V extends string>({ label, value, onChange, options }: RadioGroupProps<V>) {
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-x-10 gap-y-1">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="hit inline-flex cursor-pointer items-center gap-4 text-body">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-6.5 shrink-0 cursor-pointer appearance-none rounded-full border-[1.5px] border-edge bg-sheet checked:border-8 checked:border-ink"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
