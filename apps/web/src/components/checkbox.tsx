import { Check } from 'lucide-react';
import { join } from './join.ts';

type CheckboxProps = {
  label: string;
  hideLabel?: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Checkbox({ label, hideLabel = false, checked, onChange, disabled = false }: CheckboxProps) {
  return (
    <label className="hit inline-flex cursor-pointer items-center gap-4 text-body">
      <span className="relative inline-flex size-6.5 shrink-0">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="peer size-full cursor-pointer appearance-none rounded-label border-[1.5px] border-edge bg-sheet checked:border-ink checked:bg-ink disabled:bg-touch"
        />
        <Check
          size={18}
          strokeWidth={3}
          aria-hidden
          className="pointer-events-none invisible absolute inset-0 m-auto text-ground peer-checked:visible"
        />
      </span>
      <span className={join(hideLabel && 'sr-only')}>{label}</span>
    </label>
  );
}
