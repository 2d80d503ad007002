import { useState } from 'react';
import { Checkbox } from '../checkbox.tsx';
import { Chip } from '../chip.tsx';
import { RadioGroup } from '../radio-group.tsx';
import { Segment } from '../segment.tsx';
import { Switch } from '../switch.tsx';
import { Section } from './section.tsx';

const chips = [
  ['All', 14],
  ['Letters', 3],
  ['Scans', 4],
  ['Lab results', 3],
] as const;

const spans = [
  { value: 'day', label: '24 hours' },
  { value: 'days', label: '3 days' },
  { value: 'week', label: '7 days' },
] as const;

const rights = [
  { value: 'look', label: 'Look only' },
  { value: 'download', label: 'Look and download' },
] as const;

export function Choices() {
  const [chip, setChip] = useState<string>('All');
  const [span, setSpan] = useState<'day' | 'days' | 'week'>('day');
  const [right, setRight] = useState<'look' | 'download'>('look');
  const [chosen, setChosen] = useState(true);
  const [told, setTold] = useState(true);
  return (
    <Section title="Choosing is ink">
      <div className="flex flex-wrap gap-2.5">
        {chips.map(([word, count]) => (
          <Chip key={word} pressed={chip === word} onSelect={() => setChip(word)} count={count}>
            {word}
          </Chip>
        ))}
      </div>
      <div className="mt-6 flex flex-col items-start gap-3">
        <Segment label="How long" value={span} onChange={setSpan} options={spans} />
        <RadioGroup label="What the doctor may do" value={right} onChange={setRight} options={rights} />
        <div className="flex flex-wrap gap-x-16">
          <Checkbox label="Chosen" checked={chosen} onChange={setChosen} />
          <Checkbox label="Not chosen" checked={!chosen} onChange={(next) => setChosen(!next)} />
        </div>
        <Switch label="Tell me by e-mail" checked={told} onChange={setTold} />
      </div>
    </Section>
  );
}
