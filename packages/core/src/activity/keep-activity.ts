import type { ActivityMonthsPort } from './activity-log.port.ts';

export type KeepActivity = () => Promise<{ droppedMonths: number }>;

/** The record's housekeeping: room for the months to come first, then what is too old leaves. */
export function createKeepActivity({ months }: { months: ActivityMonthsPort }): KeepActivity {
  return async () => {
    await months.prepare();
    return { droppedMonths: await months.dropOld() };
  };
}
