import { isIntegrationError } from '@wiz/core';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { connectFolder, folderFixture } from './testing/index.ts';
import { folderSwapper } from './testing/folder-swapper.ts';
import { systems } from './testing/systems.ts';

const secret = 'SECRET outside';

describe.each(systems)('while somebody keeps replacing a folder by a link to the outside ($confinement)', (system) => {
  // Held open, a folder is safe from any speed. Addressed by path, the looks before and after need a disk clock that
  // ticks between two swaps, which Linux' own (4 ms) is too coarse for at full speed.
  it.each(system.confinement === 'descriptor' ? [0, 1] : [5])(
    'nothing outside changes and nothing leaks (%i ms a state)',
    { timeout: 60_000 },
    async (pauseMs) => {
      const outside = await folderFixture({ 'file.txt': secret, 'inner/file.txt': secret });
      const inside = await folderFixture({ 'sub/file.txt': 'inside', 'sub/inner/file.txt': 'inside' });
      const folder = connectFolder(inside.path, system);
      const swapper = folderSwapper(inside.at('sub'), outside.path, pauseMs);
      const seen: unknown[] = [];
      const answers = { done: 0, refused: 0 };
      const attempt = async (work: Promise<unknown>): Promise<void> => {
        try {
          seen.push(await work);
          answers.done += 1;
        } catch (error) {
          if (!isIntegrationError(error) || error.category === 'internal_error') throw error;
          answers.refused += 1;
        }
      };
      try {
        const end = performance.now() + 2500;
        for (let round = 0; performance.now() < end || answers.done < 5 || answers.refused < 5; round += 1) {
          if (performance.now() > end + 30_000) break;
          const name = `new-${String(round)}.txt`;
          await Promise.all([
            attempt(folder.call('read', { path: 'sub/file.txt' })),
            attempt(folder.call('read', { path: 'sub/inner/file.txt' })),
            attempt(folder.call('list', { path: 'sub' })),
            attempt(folder.call('write', { path: `sub/${name}`, text: 'ours' })),
            attempt(folder.call('write', { path: 'sub/inner/file.txt', text: 'inside', overwrite: true })),
            attempt(folder.call('createFolder', { path: `sub/inner/made-${String(round)}` })),
            attempt(folder.call('search', { query: 'SECRET', path: 'sub' }, { onChunk: (chunk) => void seen.push(chunk) })),
          ]);
        }
      } finally {
        expect(await swapper.stop()).toBeGreaterThan(10);
      }
      expect(answers.done).toBeGreaterThanOrEqual(5);
      expect(answers.refused).toBeGreaterThanOrEqual(5);
      expect(JSON.stringify(seen)).not.toContain('SECRET');
      expect(await readFile(outside.at('file.txt'), 'utf8')).toBe(secret);
      expect(await readFile(outside.at('inner/file.txt'), 'utf8')).toBe(secret);
      if (system.confinement === 'descriptor') {
        expect(await readdir(outside.path)).toEqual(['file.txt', 'inner']);
        expect(await readdir(outside.at('inner'))).toEqual(['file.txt']);
        expect((await readdir(inside.at('sub'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      }
      await outside.dispose();
      await inside.dispose();
    },
  );
});
