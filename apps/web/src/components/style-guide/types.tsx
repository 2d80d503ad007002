import { Section } from './section.tsx';

const types = [
  ['text-page', 'Page title', '40 / 46, 620'],
  ['text-head', 'Phone title, dialog', '28 / 34, 620'],
  ['font-serif text-head font-title', 'A document’s title, opened', 'Serif 28 / 34, 600'],
  ['text-lead', 'Section, tray, step', '22 / 30, 600'],
  ['font-serif text-year', '2026, in the margin', 'Serif 24 / 32, 500'],
  ['font-serif text-doc', 'A document’s title in a list', 'Serif 20 / 26, 600'],
  ['text-body', 'Body, fields and buttons', '17 / 26, 400 and 620'],
  ['text-note', 'Notes, sizes, dates: never smaller on a page', '15 / 22, 400'],
] as const;

export function Types() {
  return (
    <Section title="Type">
      <ul className="flex flex-col gap-3">
        {types.map(([look, words, figures]) => (
          <li key={look} className="flex flex-wrap items-baseline justify-between gap-x-6">
            <span className={look}>{words}</span>
            <span className="text-note text-graphite">{figures}</span>
          </li>
        ))}
        <li lang="ar" dir="rtl" className="flex items-baseline justify-between gap-6">
          <span className="font-serif text-doc">تحليل دم شامل</span>
          <span className="doc-date">٢٨ أبريل ٢٠٢٦</span>
        </li>
      </ul>
    </Section>
  );
}
