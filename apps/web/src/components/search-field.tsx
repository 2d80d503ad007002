import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { fieldBox } from './field-frame.tsx';
import { IconButton } from './icon-button.tsx';
import { join } from './join.ts';

type SearchFieldProps = {
  /** Read, not seen. */
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  /** What the cross does: "Clear the search". */
  clearLabel: string;
};

export function SearchField({ label, placeholder, value, onChange, clearLabel }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange('');
    input.current?.focus();
  };
  return (
    <div className="relative w-full text-graphite">
      <Search
        size={20}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 inset-s-[18px] my-auto"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autoComplete="off"
        enterKeyHint="search"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) clear();
        }}
        className={join(fieldBox(undefined), 'min-h-12 appearance-none ps-12 pe-12 search-plain')}
      />
      {value && (
        <IconButton label={clearLabel} icon={X} onClick={clear} className="absolute inset-y-0 inset-e-0.5 my-auto" />
      )}
    </div>
  );
}
