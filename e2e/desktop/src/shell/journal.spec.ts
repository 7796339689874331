import { makeBusyFolder } from '../driver/busy-folder.ts';
import { makeDemoFolder } from '../driver/demo-folder.ts';
import { dataOf } from '../driver/ipc-client.ts';
import { connectFolder, doneSentence, openOperation, result, runButton, sidebar, startSearch } from '../driver/steps.ts';
import { expect, test } from '../fixtures.ts';

test('the journal follows what happens, and can be filtered and cleared', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await connectFolder(desktop, await makeDemoFolder());
  await startSearch(page, 'invoice');
  await expect(doneSentence(page, /^Matches: /)).toBeVisible();
  const read = await openOperation(page, 'Read a file');
  await read.getByRole('textbox', { name: 'Path' }).fill('nowhere.txt');
  await runButton(read, 'Read a file').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await connectFolder(desktop, await makeBusyFolder(1000, 4_000_000));
  await startSearch(page, 'needle');
  await expect(result(page).getByText('a needle').first()).toBeVisible();

  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  const runs = page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
  await expect(runs).toHaveCount(3);
  await expect(runs.first()).toContainText('Running');
  // Cancelled from here, and shown as such without being asked for again.
  await runs.first().getByRole('link').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel this run' }).click();
  await expect(page.getByRole('dialog')).toContainText('Cancelled');
  await page.keyboard.press('Escape');
  await expect(runs.first()).toContainText('Cancelled');

  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  await expect(runs).toHaveCount(1);
  await runs.first().getByRole('link').click();
  await expect(page.getByRole('dialog', { name: 'Read a file' })).toContainText('nowhere.txt');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'State' }).selectOption('');

  await page.getByRole('button', { name: 'Clear…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(runs).toHaveCount(3);
  await page.getByRole('button', { name: 'Clear…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear the journal' }).click();
  await expect(page.getByText('Nothing was run yet')).toBeVisible();
  expect(await dataOf(page, { path: 'runs.list', input: {} })).toMatchObject({ items: [] });
});

test('a connection is renamed, and removed only after asking', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await connectFolder(desktop, await makeDemoFolder('to-be-renamed'));
  const menu = page.getByRole('button', { name: 'What to do with this connection' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Label' }).fill('The old house');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(sidebar(page).getByRole('link', { name: 'The old house', exact: true })).toBeVisible();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(sidebar(page).getByRole('link', { name: 'The old house', exact: true })).toBeVisible();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(sidebar(page).getByRole('link', { name: 'The old house', exact: true })).toHaveCount(0);
});
