import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connectFolder } from './connected-folder.ts';
import { devStandIn } from './dev-stand-in.ts';
import { folderFixture } from './folder-fixture.ts';

it('is a folder that can be connected, and gone when it is closed', async () => {
  const standIn = await devStandIn(() => undefined);
  const root = String(standIn.connection.config['root']);
  expect(await connectFolder(root).call('read', { path: 'notes/today.txt' })).toMatchObject({
    text: expect.stringContaining('invoice') as string,
  });
  await standIn.close();
  expect(existsSync(root)).toBe(false);
});

it('stays where a place is given, with what was changed in it', async () => {
  const fixture = await folderFixture();
  const folder = fixture.at('stand-ins/filesystem');
  await (await devStandIn(() => undefined, { folder })).close();
  const file = path.join(folder, 'notes', 'today.txt');
  await writeFile(file, 'Mine.');
  const again = await devStandIn(() => undefined, { folder });
  expect(again.connection.config).toEqual({ root: folder });
  await again.close();
  expect(readFileSync(file, 'utf8')).toBe('Mine.');
  await fixture.dispose();
});
