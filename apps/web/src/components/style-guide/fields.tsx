import { useState } from 'react';
import { CodeField } from '../code-field.tsx';
import { SearchField } from '../search-field.tsx';
import { SelectField } from '../select-field.tsx';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { Section } from './section.tsx';

const categories = [
  { value: 'lab', label: 'Lab results' },
  { value: 'letter', label: 'Letters' },
] as const;

export function Fields() {
  const [title, setTitle] = useState('Blood test – full panel');
  const [address, setAddress] = useState('ruth@abernathy');
  const [search, setSearch] = useState('knee');
  const [code, setCode] = useState('407');
  const [note, setNote] = useState('Dr Pillai asked for this before 12 May.');
  const [category, setCategory] = useState<'lab' | 'letter'>('lab');
  return (
    <Section title="Fields">
      <div className="grid gap-x-6 gap-y-6 sm:grid-cols-2">
        <TextField label="Title" value={title} onChange={setTitle} />
        <SelectField label="Category" value={category} onChange={setCategory} options={categories} />
        <TextField
          label="E-mail or mobile number"
          value={address}
          onChange={setAddress}
          error="This address is not complete. Add what comes after “abernathy”."
        />
        <div>
          <p className="mb-2 font-strong">Search</p>
          <SearchField label="Search" clearLabel="Clear the search" value={search} onChange={setSearch} />
          <p className="mt-2 text-note text-graphite">4 documents with “knee”</p>
        </div>
        <div className="max-w-100 sm:col-span-2">
          <CodeField label="6-digit code" value={code} onChange={setCode} onComplete={() => undefined} />
        </div>
        <TextArea label="Note" value={note} onChange={setNote} rows={2} hint="Only you see this." />
      </div>
    </Section>
  );
}
