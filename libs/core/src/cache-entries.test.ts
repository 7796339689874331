import { describe, expect, it } from 'vitest';
import { CacheEntries } from './cache-entries.ts';

const stored = (storedAt = 0, bytes = 1): { value: string; bytes: number; storedAt: number; overAt: number; asOf: number } => ({
  value: 'v',
  bytes,
  storedAt,
  overAt: storedAt + 10,
  asOf: 0,
});

describe('cache entries', () => {
  it('makes an entry once and finds it by key and tag', () => {
    const entries = new CacheEntries<string>(3, 100);
    const entry = entries.entry('k', ['a', 'b']);
    expect(entries.entry('k', [])).toBe(entry);
    expect([[...entries.all], [...entries.tagged('a')], [...entries.tagged('b')]]).toEqual([[entry], [entry], [entry]]);
  });

  it('remembers nothing of an entry, nor of its tags, that has neither value nor flight', () => {
    const entries = new CacheEntries<string>(3, 100);
    const [one, two] = [entries.entry('1', ['a']), entries.entry('2', ['a'])];
    entries.forgetEmpty(one);
    expect([...entries.all]).toEqual([two]);
    expect([...entries.tagged('a')]).toEqual([two]);
    entries.forgetEmpty(two);
    expect([...entries.all]).toEqual([]);
    expect(entries.tagged('a')).toEqual([]);
  });

  it('keeps an entry that has a value or a flight', () => {
    const entries = new CacheEntries<string>(3, 100);
    const [one, two] = [entries.entry('1', []), entries.entry('2', [])];
    entries.store(one, stored());
    two.flight = 'f';
    entries.forgetEmpty(one);
    entries.forgetEmpty(two);
    expect([...entries.all]).toEqual([one, two]);
  });

  it('remembers nothing of an entry that went for lack of room, unless it has a flight', () => {
    const entries = new CacheEntries<string>(1, 100);
    const [one, two, three] = [entries.entry('1', []), entries.entry('2', []), entries.entry('3', [])];
    for (const entry of [one, two, three]) {
      if (entry === two) entry.flight = 'f';
      entries.store(entry, stored());
    }
    expect([...entries.all]).toEqual([two, three]);
    expect([two.stored, entries.size, entries.bytes]).toEqual([undefined, 1, 1]);
  });

  it('lets go of the neighbours of an entry whose value went', () => {
    const entries = new CacheEntries<string>(3, 100);
    const [one, two, three] = [entries.entry('1', []), entries.entry('2', []), entries.entry('3', [])];
    for (const entry of [one, two, three]) entries.store(entry, stored());
    entries.unstore(two);
    expect([two.older, two.newer]).toEqual([two, two]);
    expect([one.newer, three.older]).toEqual([three, one]);
  });

  it('drops a value that is over as it comes', () => {
    const entries = new CacheEntries<string>(3, 100);
    const entry = entries.entry('k', []);
    entries.store(entry, { ...stored(5), overAt: 5 });
    expect([entries.size, entries.bytes, [...entries.all]]).toEqual([0, 0, []]);
  });
});
