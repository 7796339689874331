import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { testTargets } from './test-targets.mjs';

it('finds each project’s own type checks, and nothing that checks nothing', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'wiz-targets-'));
  try {
    const projects = {
      'apps/desktop': ['lint', 'typecheck', 'typecheck-renderer', 'build', 'package'],
      'libs/integrations/filesystem/main': ['test', 'lint', 'bench'],
    };
    for (const [folder, names] of Object.entries(projects)) {
      await mkdir(path.join(root, folder), { recursive: true });
      await writeFile(
        path.join(root, folder, 'project.json'),
        JSON.stringify({ targets: Object.fromEntries(names.map((name) => [name, {}])) }),
      );
    }
    expect(await testTargets(root)).toEqual(['build', 'lint', 'test', 'typecheck', 'typecheck-renderer']);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

it('finds in this workspace the checks of every part of the desktop', async () => {
  const root = path.resolve(import.meta.dirname, '..', '..');
  expect(await testTargets(root)).toEqual(
    expect.arrayContaining(['build', 'e2e', 'lint', 'test', 'typecheck', 'typecheck-main', 'typecheck-preload', 'typecheck-renderer']),
  );
});
