import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatClock,
  formatCountdown,
  formatDuration,
  formatMinute,
  formatMoment,
  formatWhen,
  words,
} from './format.ts';

describe('format', () => {
  it('says sizes in the largest unit that keeps them above one', () => {
    expect([0, 1, 999, 1000, 1_250_000, 3e9, 5e15].map(formatBytes)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '1.3 MB',
      '3 GB',
      '5,000 TB',
    ]);
  });

  it('says durations in milliseconds, seconds and minutes', () => {
    expect([0.4, 12, 999, 1400, 59_900, 125_000].map(formatDuration)).toEqual(['0 ms', '12 ms', '999 ms', '1.4 s', '59.9 s', '2 min 05 s']);
  });

  it('counts down in minutes and seconds, a second that has begun as a whole one', () => {
    expect([-5, 0, 1, 41_001, 42_000, 725_000, 3_600_000].map(formatCountdown)).toEqual([
      '0:00',
      '0:00',
      '0:01',
      '0:42',
      '0:42',
      '12:05',
      '1:00:00',
    ]);
  });

  it('uses the singular for exactly one', () => {
    expect([countOf(0, 'match', 'matches'), countOf(1, 'match', 'matches'), countOf(12_000, 'match', 'matches')]).toEqual([
      '0 matches',
      '1 match',
      '12,000 matches',
    ]);
  });

  it('leaves the date out today and the year out this year', () => {
    const now = new Date(2026, 10, 22, 14, 0, 0).getTime();
    expect(formatWhen(new Date(2026, 10, 22, 9, 5, 7).getTime(), now)).toBe('09:05:07');
    expect(formatWhen(new Date(2026, 2, 1, 9, 5).getTime(), now)).toBe('1 Mar, 09:05');
    expect(formatWhen(new Date(2025, 2, 1, 9, 5).getTime(), now)).toBe('1 Mar 2025, 09:05');
  });

  it('writes moments as Intl would in British English, in every month', () => {
    const by = (options: Intl.DateTimeFormatOptions) => (at: number) => new Intl.DateTimeFormat('en-GB', options).format(at);
    const year = Array.from({ length: 366 }, (_, day) => new Date(2024, 0, day + 1, day % 24, (day * 7) % 60, (day * 11) % 60).getTime());
    expect(year.map(formatMoment)).toEqual(year.map(by({ dateStyle: 'medium', timeStyle: 'medium' })));
    expect(year.map(formatMinute)).toEqual(year.map(by({ dateStyle: 'medium', timeStyle: 'short' })));
    expect(year.map(formatClock)).toEqual(year.map(by({ timeStyle: 'short' })));
  });

  it('turns identifiers into words', () => {
    expect([words('createFolder'), words('caseSensitive'), words('in'), words('max_bytes')]).toEqual([
      'Create folder',
      'Case sensitive',
      'In',
      'Max bytes',
    ]);
  });
});
