import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths } from './paths.ts';

/** The newest major when this was last looked at; raise it with each look at Electron's release schedule. */
const newestMajor = 45;

describe('the pinned Electron', () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(paths.workspace, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string };
  };

  it('is one of the three newest majors that we know of: only these get security fixes', () => {
    const major = Number(devDependencies.electron.split('.')[0]);
    expect(major).toBeGreaterThan(newestMajor - 3);
  });

  it('is pinned exactly', () => {
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
