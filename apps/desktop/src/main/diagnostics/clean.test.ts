import { secret, field } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cleanData } from './clean-data.ts';
import { textCleaner } from './clean-text.ts';
import { markedFields } from './marked-fields.ts';

const names = { home: '/data/people/ann', user: 'ann', label: 'Ann’s desk', account: 'ann-b@git.example' };
const clean = textCleaner(names);

describe('a text that is given away', () => {
  it.each([
    ['“Ann’s desk” is switched off.', '“[label]” is switched off.'],
    ['ann-b@git.example is not known', '[account] is not known'],
    ['/data/people/ann/notes.txt', '~/notes.txt'],
    [String.raw`\\server\ann\notes`, String.raw`\\server\[user]\notes`],
    ['of ann, for ann.', 'of [user], for [user].'],
    ['the annex of joann', 'the annex of joann'],
    [`it said ghp_${'a1'.repeat(18)}`, 'it said [redacted]'],
    ['https://ann:hunter2@git.example/x?key=1', 'https://git.example/x'],
  ])('names nobody: %s', (text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  it('is not torn by a name that is too short to mean anything, or that means something to a pattern', () => {
    expect(textCleaner({ home: '/', user: 'a', label: '', account: '?' })('a/b?')).toBe('a/b?');
    expect(textCleaner({ ...names, user: 'a.b+' })('axb+ a.b+')).toBe('axb+ [user]');
  });
});

describe('data that is given away', () => {
  const id = '0f3c2b1a-1111-4222-8333-944455556666';

  it('is cleaned at every depth, and keeps the ids that we made', () => {
    const data = { run: `${id}:7`, deep: [{ why: 'ann', n: 1, none: null }], gone: undefined, [`ghp_${'b2'.repeat(18)}`]: true };
    expect(cleanData(data, clean)).toEqual({
      run: `${id}:7`,
      deep: [{ why: '[user]', n: 1, none: null }],
      gone: undefined,
      '[redacted]': true,
    });
  });

  it('tells moments as people read them, and leaves other numbers as they are', () => {
    const data = { nextTryAt: Date.UTC(2026, 10, 28), pausedUntil: Date.UTC(2026, 10, 28), startedAtMs: 12, at: 7, farAt: 9e15 };
    expect(cleanData(data, clean)).toEqual({
      nextTryAt: '2026-11-28T00:00:00.000Z',
      pausedUntil: '2026-11-28T00:00:00.000Z',
      startedAtMs: 12,
      at: 7,
      farAt: 9e15,
    });
  });

  it('ends where data has no end', () => {
    const endless: Record<string, unknown> = {};
    endless['again'] = endless;
    expect(JSON.stringify(cleanData(endless, clean))).toContain('…');
  });
});

describe('fields that a contract has marked', () => {
  const schema = z.object({
    host: z.string(),
    note: field(z.string().optional(), { label: 'Note', journal: 'omit' }),
    key: secret({ label: 'Key' }),
  });

  it('are left out, and so is what the contract does not know', () => {
    const values = { host: 'ann', note: 'typed', key: 'typed', unknown: 'typed' };
    expect(markedFields(schema, values, (value) => cleanData(value, clean))).toEqual({
      host: '[user]',
      note: '[left out]',
      key: '[left out]',
    });
    expect(markedFields(undefined, values, (value) => value)).toEqual({});
  });
});
