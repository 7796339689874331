import { readFile as readFromDisk } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { makeDemoFolder } from '../driver/demo-folder.ts';
import { dataOf } from '../driver/ipc-client.ts';
import { connectFolder, doneSentence, openConnection, readFile, sidebar, startSearch } from '../driver/steps.ts';
import { makeWorkFolder } from '../driver/work-folder.ts';
import { expect, test } from '../fixtures.ts';

/** Kills in a row. More of them with `WIZ_REPEAT`. */
const kills = Math.max(3, Number(process.env['WIZ_REPEAT'] ?? 3));

test('after a restart connection and runs are there again', async ({ lab }) => {
  const first = await lab.launch();
  await connectFolder(first, await makeDemoFolder());
  await startSearch(first.page, 'roofer');
  await expect(doneSentence(first.page, /^Matches: /)).toBeVisible();
  await readFile(first.page, 'notes/today.txt');
  await first.close();

  const { page, complaints } = await lab.launch({ userData: first.userData });
  await openConnection(page, 'harbour-house');
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  const runs = page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
  await expect(runs).toHaveCount(2);
  await expect(runs.nth(0)).toContainText('Read “notes/today.txt”.');
  await expect(runs.nth(1)).toContainText(/Matches: \d+, in \d+ of \d+ files\./);
  expect(complaints).toEqual([]);
});

test(`what was acknowledged survives the death of every process, ${String(kills)} times`, async ({ lab }) => {
  test.setTimeout(60_000 + kills * 15_000);
  const userData = await makeWorkFolder('killed');
  const folder = await makeDemoFolder();
  const saved: string[] = [];
  let connection = '';
  for (let at = 0; at < kills; at += 1) {
    const desktop = await lab.launch({ userData });
    const { page } = desktop;
    const known = (await dataOf(page, { path: 'connections.list' })) as readonly { readonly id: string }[];
    expect(known).toHaveLength(at);
    const runs = (await dataOf(page, { path: 'runs.list', input: {} })) as { readonly items: readonly { readonly state: string }[] };
    expect(runs.items.map(({ state }) => state)).toEqual(saved.map(() => 'succeeded'));

    const config = { root: at === 0 ? folder : await makeDemoFolder(`house-${String(at)}`) };
    const added = (await dataOf(page, { path: 'connections.add', type: 'mutation', input: { integration: 'filesystem', config } })) as {
      readonly id: string;
    };
    if (at === 0) connection = added.id;
    const name = `kept-${String(at)}.txt`;
    await dataOf(page, { path: 'filesystem.write', type: 'mutation', input: { connection, path: name, text: `kill ${String(at)}` } });
    await desktop.kill();
    saved.push(name);
  }
  const { page } = await lab.launch({ userData });
  await expect(sidebar(page).getByRole('list').getByRole('link')).toHaveCount(kills);
  for (const [at, name] of saved.entries()) expect(await readFromDisk(path.join(folder, name), 'utf8')).toBe(`kill ${String(at)}`);
});

test('the window comes back at its place, the theme as it was chosen', async ({ lab }) => {
  const first = await lab.launch();
  const bounds = { x: 40, y: 30, width: 1000, height: 700 };
  await first.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, bounds);
  const before = await first.page.locator('html').getAttribute('data-mantine-color-scheme');
  await first.page.getByRole('button', { name: /^Switch to the (light|dark) theme$/ }).click();
  const after = before === 'dark' ? 'light' : 'dark';
  await expect(first.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', after);
  await first.close();
  const second = await lab.launch({ userData: first.userData });
  await expect(second.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', after);
  const size = await second.app.evaluate(({ BrowserWindow }) => {
    const { width, height } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { width: 0, height: 0 };
    return { width, height };
  });
  expect(size).toEqual({ width: bounds.width, height: bounds.height });
});
