import { isIntegrationError } from '@wiz/core';
import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePath } from './path-rules.ts';

function categoryOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isIntegrationError(error)) return error.category;
    throw error;
  }
  return 'accepted';
}

const everywhere = ['linux', 'darwin', 'win32'] as const;

describe('a path inside the connected folder', () => {
  it('is split into its names, and empty for the folder itself', () => {
    for (const platform of everywhere) {
      expect(parsePath('', { platform })).toEqual([]);
      expect(parsePath('.', { platform })).toEqual([]);
      expect(parsePath('a/./b//c/', { platform })).toEqual(['a', 'b', 'c']);
    }
  });

  it('keeps a backslash as part of a name except on Windows, where it separates', () => {
    expect(parsePath('a\\b', { platform: 'linux' })).toEqual(['a\\b']);
    expect(parsePath('a\\b', { platform: 'win32' })).toEqual(['a', 'b']);
  });

  it.each([
    '..',
    '../x',
    'a/../../x',
    'a/..',
    '..\\x',
    'a\\..\\..\\x',
    '/',
    '/etc/passwd',
    '\\',
    '\\\\server\\share',
    '\\\\?\\C:\\x',
    '//server/share',
    'C:',
    'C:\\x',
    'c:/x',
    'C:x',
  ])('never leads outside: %s', (place) => {
    for (const platform of everywhere) expect(categoryOf(() => parsePath(place, { platform }))).toBe('permission_error');
  });

  it('refuses a zero character and half characters on every system', () => {
    for (const platform of everywhere) {
      expect(categoryOf(() => parsePath('a\0b', { platform }))).toBe('validation_error');
      expect(categoryOf(() => parsePath('a\ud800b', { platform }))).toBe('validation_error');
    }
  });

  it.each(['CON', 'con', 'nul', 'NUL.txt', 'aux.tar.gz', 'COM1', 'lpt9.log', 'COM¹', 'CONIN$', 'prn ', 'a/NUL/b'])(
    'refuses the device name %s on Windows, and creating it anywhere',
    (place) => {
      expect(categoryOf(() => parsePath(place, { platform: 'win32' }))).toBe('validation_error');
      for (const platform of everywhere) expect(categoryOf(() => parsePath(place, { platform, creating: true }))).toBe('validation_error');
      expect(categoryOf(() => parsePath(place, { platform: 'linux' }))).toBe('accepted');
    },
  );

  it.each(['console.txt', 'nullable', 'com', 'COM10', 'auxiliary.md', 'a.con'])(
    'accepts %s, which only looks like a device name',
    (place) => {
      expect(parsePath(place, { platform: 'win32', creating: true })).toEqual([place]);
    },
  );

  it.each(['a.', 'a ', 'a/b./c', 'ab:c', 'file.txt:stream', 'a|b', 'a?', 'a*', 'a"b', 'a<b', 'tab\tname', '...'])(
    'refuses %j on Windows, where it would mean something else',
    (place) => {
      expect(categoryOf(() => parsePath(place, { platform: 'win32' }))).toBe('validation_error');
      expect(categoryOf(() => parsePath(place, { platform: 'linux' }))).toBe('accepted');
    },
  );

  it('refuses a name longer than a disk takes', () => {
    expect(categoryOf(() => parsePath('ä'.repeat(128), { platform: 'linux' }))).toBe('validation_error');
    expect(categoryOf(() => parsePath('a'.repeat(255), { platform: 'linux' }))).toBe('accepted');
  });

  it('says in its sentence which path, and what to do', () => {
    expect(() => parsePath('../secret', { platform: 'linux' })).toThrow(
      '“../secret”: This leads outside the connected folder. Choose a place inside it.',
    );
  });

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', ':', 'C:', '\0', ' ', '~', 'NUL', '%2e%2e', '\u2025', '\uff0e\uff0e', '\ud800', '?', '\\\\?\\'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 12 },
  );

  it('stays inside or is refused with one of our errors, whatever it is made of', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...everywhere), fc.boolean(), (parts, platform, creating) => {
        const place = parts.join('');
        const rules = { platform, creating };
        const answer = categoryOf(() => parsePath(place, rules));
        expect(['accepted', 'permission_error', 'validation_error']).toContain(answer);
        if (answer !== 'accepted') return;
        const names = parsePath(place, rules);
        const system = platform === 'win32' ? path.win32 : path.posix;
        const root = platform === 'win32' ? 'D:\\root' : '/root';
        const whole = system.resolve(root, ...names);
        expect(system.relative(root, whole).split(system.sep).filter(Boolean)).toEqual(names);
        for (const name of names) expect(system.basename(name)).toBe(name);
      }),
      { numRuns: 3000 },
    );
  });
});
