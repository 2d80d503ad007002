import type { ActivityItem } from '@portal/contract/activity';

export type ActivityDay = { date: Date; items: readonly ActivityItem[] };

/** Lines of one day, where the reader is, stay together; newest first, as they come. */
export function groupByDay(items: readonly ActivityItem[]): readonly ActivityDay[] {
  const days: { date: Date; items: ActivityItem[] }[] = [];
  for (const item of items) {
    const date = new Date(item.at);
    const last = days.at(-1);
    if (last?.date.toDateString() === date.toDateString()) last.items.push(item);
    else days.push({ date, items: [item] });
  }
  return days;
}
