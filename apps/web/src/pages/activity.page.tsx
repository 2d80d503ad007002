import { exportActivity } from '@portal/contract/activity.endpoints';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { addressOf } from '../app/api-client.ts';
import { useFormat } from '../app/format.ts';
import { ButtonLink } from '../components/button-link.tsx';
import { Page } from '../components/page.tsx';
import { readFilters, toQuery, writeFilters } from '../features/activity/activity-filters.ts';
import type { ActivityFilters } from '../features/activity/activity-filters.ts';
import { ActivityLog } from '../features/activity/activity-log.tsx';
import { useActivity } from '../features/activity/use-activity.ts';

/** Who saw my documents: everything that happened, in words. */
export function ActivityPage() {
  const { t } = useTranslation();
  const kept = useKept();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const log = useActivity(filters);
  const change = (changes: Partial<ActivityFilters>) =>
    setSearch((current) => writeFilters({ ...readFilters(current), ...changes }), { preventScrollReset: true });
  const keptForMonths = log.data?.pages[0]?.keptForMonths;
  return (
    <Page
      title={t('activity.title')}
      intro={[t('activity.intro'), keptForMonths !== undefined && kept(keptForMonths)].filter(Boolean).join(' ')}
      actions={
        <ButtonLink icon={Download} href={addressOf(exportActivity, toQuery(filters, new Date()))} download>
          {t('activity.export')}
        </ButtonLink>
      }
    >
      <ActivityLog log={log} filters={filters} onFilters={change} />
    </Page>
  );
}

const monthsOfYear = 12;

/** "Kept for 6 years." */
function useKept(): (months: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (months) => {
    const years = months / monthsOfYear;
    return Number.isInteger(years)
      ? t('activity.keptYears', { count: years, n: format.number(years) })
      : t('activity.keptMonths', { count: months, n: format.number(months) });
  };
}
