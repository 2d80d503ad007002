import type { ActivityItem } from '@portal/contract/activity';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../components/text-link.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import { ActivitySentence } from './activity-sentence.tsx';
import { useOpenings } from './use-activity.ts';

const shownAtMost = 3;

/** The last who opened a document, and the way to all of them. */
export function WhoOpenedIt({ documentId }: { documentId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const { data, error } = useOpenings(documentId);
  const items = data?.items ?? [];
  const isAll = data?.nextCursor === null;
  return (
    <section aria-labelledby={id} className="mt-6 border-t-[1.5px] border-ink pt-2">
      <div className="flex items-center justify-between gap-4">
        <h2 id={id} className="py-2 font-strong">
          {t('activity.openings.title')}
        </h2>
        {items.length > 0 && (
          <TextLink to={paths.activityOf(documentId)}>
            {isAll ? t('activity.openings.all', { n: format.number(items.length) }) : t('activity.openings.allOfThem')}
          </TextLink>
        )}
      </div>
      {data && items.length === 0 && <p className="text-graphite">{t('activity.openings.none')}</p>}
      {error && !data && <p className="text-graphite">{problemSentence(t, error)}</p>}
      <ul>
        {items.slice(0, shownAtMost).map((item) => (
          <Opening key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Opening({ item }: { item: ActivityItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isToday = new Date(item.at).toDateString() === new Date().toDateString();
  const moment = isToday
    ? [t('activity.today'), format.time(item.at)].join(t('documents.comma'))
    : format.dateTime(item.at);
  return (
    <li className="border-b border-rule py-2 last:border-0">
      <p>
        <ActivitySentence item={item} short />
      </p>
      <p className="text-note text-graphite">{moment}</p>
    </li>
  );
}
