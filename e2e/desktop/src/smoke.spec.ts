import path from 'node:path';
import { makeDemoFolder } from './driver/demo-folder.ts';
import { connectFolder, doneSentence, result, startSearch } from './driver/steps.ts';
import { expect, test } from './fixtures.ts';

test('the first screen offers one thing to do, and does it: a folder is connected and searched', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Everything you work with, in one window');
  await page.getByTestId('main-action').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Connect: Folder' })).toBeVisible();

  const folder = await makeDemoFolder();
  await connectFolder(desktop, folder);
  await startSearch(page, 'carpenter');
  await expect(doneSentence(page, /^Matches: 3, in 3 of \d+ files\.$/)).toBeVisible();
  await expect(result(page).getByText('invoices/carpenter-0117.txt').first()).toBeVisible();
  await expect(page.getByText(path.dirname(folder))).toBeVisible();
  expect(desktop.complaints).toEqual([]);
});

test('the application says what it runs on', async ({ lab }) => {
  const { page, app } = await lab.shared();
  await page.getByRole('link', { name: 'Settings and about' }).click();
  const electron = await app.evaluate(() => process.versions.electron);
  await expect(page.getByText(`Electron ${electron}`)).toBeVisible();
});
