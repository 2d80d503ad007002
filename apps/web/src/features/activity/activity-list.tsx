import type { ActivityItem } from '@portal/contract/activity';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { deviceWords } from '../identity/device-words.ts';
import type { ActivityDay } from './activity-days.ts';
import { groupByDay } from './activity-days.ts';
import { activityIcons } from './activity-look.ts';
import { ActivitySentence } from './activity-sentence.tsx';

const dayMs = 86_400_000;

/** The lines, each day in its margin. */
export function ActivityLines({ items }: { items: readonly ActivityItem[] }) {
  return groupByDay(items).map((day) => <DayOfLines key={day.date.toDateString()} day={day} />);
}

function DayOfLines({ day: { date, items } }: { day: ActivityDay }) {
  return (
    <section className="border-t-[1.5px] border-ink md:grid md:grid-cols-[10.5rem_1fr]">
      <DayHeading date={date} />
      <ol>
        {items.map((item) => (
          <Line key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}

function DayHeading({ date }: { date: Date }) {
  const { t } = useTranslation();
  const format = useFormat();
  const daysAgo = Math.round((startOfDay(new Date()) - startOfDay(date)) / dayMs);
  const name = daysAgo === 0 ? t('activity.today') : daysAgo === 1 ? t('activity.yesterday') : format.weekday(date);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return (
    <h2 className="flex flex-wrap items-baseline gap-x-3 pt-3.5 pb-1 md:flex-col md:pb-3.5">
      <span className="font-strong">{name}</span>
      <span className="text-note text-graphite">{isThisYear ? format.dayAndMonth(date) : format.date(date)}</span>
    </h2>
  );
}

function Line({ item }: { item: ActivityItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isRefused = item.outcome === 'refused';
  const Icon = isRefused ? ShieldAlert : activityIcons[item.action];
  return (
    <li className="flex gap-x-4 border-b border-rule py-3.5 last:border-0 sm:gap-x-6">
      <time dateTime={item.at} className="figures w-12 shrink-0 text-graphite">
        {format.time(item.at)}
      </time>
      <Icon
        size={20}
        strokeWidth={1.75}
        aria-hidden
        className={isRefused ? 'mt-0.75 shrink-0 text-heed' : 'mt-0.75 shrink-0 text-graphite'}
      />
      <div className="flex min-w-0 grow flex-col gap-x-8 lg:flex-row">
        <p className="min-w-0 grow break-words">
          <ActivitySentence item={item} />
        </p>
        <p className="shrink-0 text-note text-graphite lg:w-60 lg:pt-0.5">
          {item.isThisDevice ? t('settings.devices.this') : deviceWords(t, item.device)}
          {!item.isThisDevice && item.ipAddress && (
            <>
              {' '}
              <span className="text-pencil" dir="ltr">
                {item.ipAddress}
              </span>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
