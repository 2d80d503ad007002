import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const unitStep = 1000;
const dayInMs = 86_400_000;

/** Everything that reads differently from one language to the next, but for words. */
export type Format = ReturnType<typeof createFormat>;

/**
 * `at` in these functions is a moment: a `Date`, or an ISO 8601 text with a time. A `day` is "2026-04-28", a date
 * without a place on earth: the date on a paper is the same in every time zone.
 */
export function createFormat(languageTag: string) {
  const number = new Intl.NumberFormat(languageTag);
  const whole = new Intl.NumberFormat(languageTag, { maximumFractionDigits: 0 });
  const percentSign = new Intl.NumberFormat(languageTag, { style: 'percent' });
  const relative = new Intl.RelativeTimeFormat(languageTag, { numeric: 'auto' });
  const moment = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(languageTag, options);
    return (at: Date | string) => format.format(typeof at === 'string' ? new Date(at) : at);
  };
  const date = moment({ dateStyle: 'long' });
  const time = moment({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(languageTag, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    /** "28 April 2026" of "2026-04-28". */
    day: (isoDay: string) => day.format(new Date(`${isoDay}T00:00:00Z`)),
    /** "2026" of a day on a paper. */
    yearOfDay: (isoDay: string) => plainYear(languageTag, Number(isoDay.slice(0, 4))),
    /** "3 May 2026", here and now. */
    date,
    /** "3 May", as short as it can be read: "11 Oct". */
    shortDay: moment({ day: 'numeric', month: 'short' }),
    /** "3 May", "11 October". */
    dayAndMonth: moment({ day: 'numeric', month: 'long' }),
    /** "Thursday". */
    weekday: moment({ weekday: 'long' }),
    year: moment({ year: 'numeric' }),
    /** "14:02". */
    time,
    /** "3 May 2026, 14:02". */
    dateTime: (at: Date | string) => `${date(at)}${languageTag.startsWith('ar') ? '،' : ','} ${time(at)}`,
    number: (value: number) => number.format(value),
    /** "43 %", from 43. Percent signs stand where the language puts them. */
    percent: (value: number) =>
      languageTag.startsWith('en') ? `${whole.format(value)}\u00a0%` : percentSign.format(Math.round(value) / 100),
    fileSize: (sizeInBytes: number) => fileSize(languageTag, sizeInBytes),
    /** "0:24": minutes and seconds that run down. */
    countdown: (leftInMs: number) => countdown(languageTag, leftInMs),
    /** "12 s", "3 min", "2 hr": how long something still takes. */
    duration: (durationInMs: number) => duration(languageTag, durationInMs),
    /** "today", "tomorrow", "in 5 days", "3 days ago". */
    inDays: (days: number) => relative.format(days, 'day'),
    /** Days from now until then, begun days count as whole: 0 is today, negative is past. */
    daysUntil: (at: Date | string, now: Date) => Math.ceil((new Date(at).getTime() - now.getTime()) / dayInMs),
  };
}

/** "412 kB", "3.1 MB": decimal units, one digit after the point where there are few before it. */
function fileSize(languageTag: string, sizeInBytes: number): string {
  let value = sizeInBytes;
  let step = 0;
  while (Math.round(value) >= unitStep && step < sizeUnits.length - 1) {
    value /= unitStep;
    step += 1;
  }
  const fractionDigits = step >= 2 && value < 100 ? 1 : 0;
  return new Intl.NumberFormat(languageTag, {
    style: 'unit',
    unit: sizeUnits[step] ?? 'byte',
    unitDisplay: step === 0 || languageTag.startsWith('ar') ? 'long' : 'short',
    maximumFractionDigits: fractionDigits,
  }).format(value);
}

function countdown(languageTag: string, leftInMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftInMs / 1000));
  const figures = new Intl.NumberFormat(languageTag, { useGrouping: false });
  const padded = new Intl.NumberFormat(languageTag, { minimumIntegerDigits: 2 });
  return `${figures.format(Math.floor(seconds / 60))}:${padded.format(seconds % 60)}`;
}

const durationSymbols = { second: 's', minute: 'min', hour: 'h' };

function duration(languageTag: string, durationInMs: number): string {
  const seconds = Math.max(1, Math.round(durationInMs / 1000));
  const minutes = Math.round(seconds / 60);
  if (seconds < 90) return amount(languageTag, seconds, 'second');
  if (minutes < 90) return amount(languageTag, minutes, 'minute');
  return amount(languageTag, Math.round(minutes / 60), 'hour');
}

/** The short symbols of the metre convention where letters are Latin; words where they are Arabic. */
function amount(languageTag: string, value: number, unit: keyof typeof durationSymbols): string {
  if (languageTag.startsWith('ar')) {
    return new Intl.NumberFormat(languageTag, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  }
  return `${new Intl.NumberFormat(languageTag).format(value)}\u00a0${durationSymbols[unit]}`;
}

function plainYear(languageTag: string, year: number): string {
  return new Intl.NumberFormat(languageTag, { useGrouping: false }).format(year);
}

/** English dates are written day first, as on most papers of the world; Arabic figures as in 9a of the look. */
export function regionOf(language: string): string {
  return { en: 'en-GB', ar: 'ar-EG' }[language] ?? language;
}

/** The formats of the page's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(regionOf(i18n.language)), [i18n.language]);
}
