import { Section } from './section.tsx';

const colours = [
  ['ground', 'bg-ground', 'the page'],
  ['desk', 'bg-desk', 'under the viewer'],
  ['touch', 'bg-touch', 'pointed at, off'],
  ['sheet', 'bg-sheet', 'paper, fields'],
  ['rule', 'bg-rule', 'hairlines'],
  ['edge', 'bg-edge', 'borders'],
  ['ink', 'bg-ink', 'text, choice'],
  ['graphite', 'bg-graphite', 'second text'],
  ['pencil', 'bg-pencil', 'dashes, labels'],
  ['seal', 'bg-seal', 'links, stamp'],
  ['seal-fill', 'bg-seal-fill', 'the main button'],
  ['seal-wash', 'bg-seal-wash', 'label Ready'],
  ['heed', 'bg-heed', 'needs you'],
  ['heed-wash', 'bg-heed-wash', 'its label'],
  ['stop', 'bg-stop', 'blocked, errors'],
  ['stop-wash', 'bg-stop-wash', 'its label'],
] as const;

export function Colours() {
  return (
    <Section title="Colour">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-4">
        {colours.map(([name, look, use]) => (
          <li key={name} className="text-note">
            <span className={`mb-2 block h-14 rounded-label border border-rule ${look}`} />
            <span className="block text-body font-strong">{name}</span>
            <span className="text-graphite">{use}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
