import { SheetThumbnail } from '../sheet-thumbnail.tsx';
import type { SheetState } from '../sheet-thumbnail.tsx';
import { Section } from './section.tsx';

const states: readonly { state: SheetState; word: string }[] = [
  { state: 'waiting', word: 'Waiting' },
  { state: 'sending', word: 'Sending 43 %' },
  { state: 'checking', word: 'Being checked' },
  { state: 'ready', word: 'Ready' },
  { state: 'locked', word: 'Needs you' },
  { state: 'blocked', word: 'Blocked' },
  { state: 'trash', word: 'In the trash' },
];

const widths = [36, 44, 52, 60, 84] as const;

export function Sheets() {
  return (
    <Section title="One line, three truths" wide>
      <ul className="flex flex-wrap justify-between gap-x-8 gap-y-6">
        {states.map(({ state, word }) => (
          <li key={state} className="flex flex-col gap-4">
            <SheetThumbnail state={state} width={84} percent={43} />
            <span className="text-note text-graphite">{word}</span>
          </li>
        ))}
      </ul>
      <p className="mt-8 text-note text-graphite">
        Dashed pencil: not here yet, or going away. Solid ink: kept. Seal: checked. Only seals and radio dots are round.
      </p>
      <div className="mt-6 flex flex-wrap items-end gap-6">
        {widths.map((width) => (
          <SheetThumbnail key={width} state="ready" width={width} />
        ))}
        {widths.map((width) => (
          <SheetThumbnail key={width} state="sending" percent={width} width={width} />
        ))}
      </div>
    </Section>
  );
}
