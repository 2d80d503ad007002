import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const english = createFormat('en-GB');
const spanish = createFormat('es');
const arabic = createFormat('ar-EG');

describe('sizes of files', () => {
  it('are told in the unit that leaves few figures', () => {
    expect(english.fileSize(812)).toBe('812 bytes');
    expect(english.fileSize(412_000)).toBe('412 kB');
    expect(english.fileSize(3_140_000)).toBe('3.1 MB');
    expect(english.fileSize(104_857_600)).toBe('105 MB');
    expect(english.fileSize(2_400_000_000)).toBe('2.4 GB');
  });

  it('never read "1,000 kB"', () => {
    expect(english.fileSize(999_700)).toBe('1 MB');
  });

  it('use the words and figures of the language', () => {
    expect(spanish.fileSize(3_140_000)).toBe('3,1 MB');
    expect(arabic.fileSize(412_000)).toBe('٤١٢ كيلوبايت');
  });
});

describe('dates on papers', () => {
  it('are the same day in every time zone', () => {
    expect(english.day('2026-04-28')).toBe('28 April 2026');
    expect(english.day('2026-01-01')).toBe('1 January 2026');
    expect(english.yearOfDay('2026-01-01')).toBe('2026');
    expect(arabic.yearOfDay('2026-01-01')).toBe('٢٠٢٦');
  });
});

describe('what runs down', () => {
  it('is shown in minutes and seconds, and stops at zero', () => {
    expect(english.countdown(24_000)).toBe('0:24');
    expect(english.countdown(61_000)).toBe('1:01');
    expect(english.countdown(-5)).toBe('0:00');
    expect(arabic.countdown(24_000)).toBe('٠:٢٤');
  });

  it('is told roughly where it takes long', () => {
    expect(english.duration(12_000)).toBe('12\u00a0s');
    expect(english.duration(180_000)).toBe('3\u00a0min');
    expect(english.duration(7_200_000)).toBe('2\u00a0h');
    expect(english.duration(0)).toBe('1\u00a0s');
  });
});

describe('days until something is gone', () => {
  const now = new Date('2026-05-07T12:00:00Z');

  it('count a begun day as a whole one', () => {
    expect(english.daysUntil('2026-05-09T11:00:00Z', now)).toBe(2);
    expect(english.daysUntil('2026-05-07T12:00:01Z', now)).toBe(1);
  });

  it('are told in words where there are words', () => {
    expect(english.inDays(1)).toBe('tomorrow');
    expect(english.inDays(2)).toBe('in 2 days');
    expect(spanish.inDays(1)).toBe('mañana');
  });
});

describe('percentages', () => {
  it('have no digits after the point', () => {
    expect(english.percent(43.4)).toBe('43\u00a0%');
    expect(spanish.percent(43.4)).toBe('43\u00a0%');
  });
});
