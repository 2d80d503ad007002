import { activityKinds } from '@portal/contract/activity';
import { CalendarDays, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { spans } from './activity-filters.ts';
import type { ActivityFilters } from './activity-filters.ts';

type ActivityToolsProps = {
  filters: ActivityFilters;
  onChange: (changes: Partial<ActivityFilters>) => void;
  /** Of the one document that is asked about, where it is known. */
  documentTitle: string | undefined;
};

/** What one wants to see of it. */
export function ActivityTools({ filters, onChange, documentTitle }: ActivityToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="mt-5 mb-6 flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="group" aria-label={t('activity.kinds.label')} className="flex flex-wrap gap-2">
          <Chip pressed={filters.kind === undefined} onSelect={() => onChange({ kind: undefined })}>
            {t('activity.kinds.all')}
          </Chip>
          {activityKinds.map((kind) => (
            <Chip key={kind} pressed={filters.kind === kind} onSelect={() => onChange({ kind })}>
              {t(`activity.kinds.${kind}`)}
            </Chip>
          ))}
        </div>
        <SelectField
          label={t('activity.spans.label')}
          hideLabel
          quiet
          icon={CalendarDays}
          value={filters.span}
          onChange={(span) => onChange({ span })}
          options={spans.map((value) => ({ value, label: t(`activity.spans.${value}`) }))}
        />
      </div>
      {filters.documentId !== undefined && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p className="min-w-0 break-words">
            {t('activity.only')}{' '}
            {documentTitle === undefined ? (
              t('activity.oneDocument')
            ) : (
              <bdi className="font-serif text-doc">{documentTitle}</bdi>
            )}
          </p>
          <Button size="small" icon={X} onClick={() => onChange({ documentId: undefined })}>
            {t('activity.allDocuments')}
          </Button>
        </div>
      )}
    </div>
  );
}
