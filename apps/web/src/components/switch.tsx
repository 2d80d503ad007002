type SwitchProps = { label: string; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean };

/** On at once, without a button to save it. */
export function Switch({ label, checked, onChange, disabled = false }: SwitchProps) {
  return (
    <label className="hit inline-flex cursor-pointer items-center gap-3.5 text-body">
      <span className="relative inline-flex h-7 w-12 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="peer size-full cursor-pointer appearance-none rounded-control border-[1.5px] border-edge bg-sheet checked:border-ink checked:bg-ink disabled:bg-touch"
        />
        <span className="pointer-events-none absolute inset-y-1 inset-s-1 w-5 rounded-label bg-edge transition-[inset] duration-100 peer-checked:inset-s-6 peer-checked:bg-ground peer-checked:peer-disabled:bg-graphite" />
      </span>
      {label}
    </label>
  );
}
