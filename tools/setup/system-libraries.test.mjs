import { expect, it } from 'vitest';
import { missingNeeds, packageNames } from './system-libraries.mjs';

const libraries = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libsecret-1.so.0']
  .map((name) => `\t${name} (libc6,x86-64) => /lib/${name}\n`)
  .join('');

it('finds nothing missing on a complete system', () => {
  expect(missingNeeds({ display: false, libraries, programs: () => true })).toEqual([]);
});

it('asks for a virtual display only where there is no real one', () => {
  const programs = (/** @type {string} */ name) => name === 'gio';
  expect(missingNeeds({ display: true, libraries, programs })).toEqual([]);
  const names = packageNames(missingNeeds({ display: false, libraries, programs }), () => true);
  expect(names).toEqual(['xvfb', 'dbus-daemon', 'gnome-keyring']);
});

it('does not take a longer name for the library', () => {
  const longer = libraries.replace('libnss3.so ', 'libnss3.so.old ');
  expect(packageNames(missingNeeds({ display: true, libraries: longer, programs: () => true }), () => true)).toEqual(['libnss3']);
});

it('names the packages as the release does', () => {
  const missing = missingNeeds({ display: true, libraries: '', programs: () => true });
  expect(packageNames(missing, (name) => name.endsWith('t64') || !/^lib(gtk|asound)/.test(name))).toContain('libgtk-3-0t64');
  expect(packageNames(missing, (name) => !name.endsWith('t64'))).toEqual(['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']);
});
