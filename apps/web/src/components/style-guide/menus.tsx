import { Download, Ellipsis, FileText, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { Menu } from '../menu.tsx';
import type { MenuItem } from '../menu-item.ts';
import { Progress } from '../progress.tsx';
import { StateLabel } from '../state-label.tsx';
import { Tabs } from '../tabs.tsx';
import { Section } from './section.tsx';

const nothing = () => undefined;
const items: readonly MenuItem[] = [
  { kind: 'link', label: 'Open', icon: FileText, href: '#page' },
  { kind: 'action', label: 'Download', icon: Download, onSelect: nothing },
  { kind: 'action', label: 'Change title, category or date', icon: Pencil, onSelect: nothing },
  { kind: 'separator' },
  { kind: 'action', label: 'Move to trash', icon: Trash2, onSelect: nothing },
];

const amounts = [
  ['Waiting', 0],
  ['Sending 43 %', 43],
  ['Sent', 100],
] as const;

export function Menus() {
  const [tab, setTab] = useState<'details' | 'opened'>('details');
  return (
    <Section title="Menu and tabs">
      <div className="mb-6 flex gap-4">
        <Menu trigger={<Button>Open the menu</Button>} items={items} align="start" />
        <Menu trigger={<IconButton label="More" icon={Ellipsis} />} items={items} />
      </div>
      <Tabs
        label="About this document"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'details', label: 'Details', panel: <Details /> },
          { value: 'opened', label: 'Who opened it', panel: <p>Nobody but you.</p> },
        ]}
      />
    </Section>
  );
}

function Details() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2.5">
        <StateLabel state="ready" />
        <StateLabel state="checking" />
        <StateLabel state="needs-you" />
        <StateLabel state="blocked" />
      </div>
      <div className="grid grid-cols-3 gap-5 text-note text-graphite">
        {amounts.map(([words, percent]) => (
          <div key={words} className="flex flex-col gap-2">
            <Progress label={words} percent={percent} />
            {words}
          </div>
        ))}
      </div>
    </div>
  );
}
