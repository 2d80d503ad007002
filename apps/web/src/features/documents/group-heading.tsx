import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import type { ListGroup } from './list-groups.ts';

/** A year in the margin (or over the cards), in the voice of the paper; a portal's own word stays small above it. */
export function GroupHeading({ group }: { group: ListGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (group.kind === 'undated') return <span className="text-note text-graphite">{t('documents.noDate')}</span>;
  if (group.kind === 'letter') return <span className="font-serif text-year">{group.letter}</span>;
  return (
    <span className="flex flex-col">
      {group.kind === 'added' && <span className="text-note leading-4 text-graphite">{t('documents.addedGroup')}</span>}
      <span className="font-serif text-year">{format.year(new Date(group.year, 0, 1))}</span>
    </span>
  );
}
