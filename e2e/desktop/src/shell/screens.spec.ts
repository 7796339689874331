import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeBusyFolder } from '../driver/busy-folder.ts';
import { makeDemoFolder } from '../driver/demo-folder.ts';
import { checkScreen } from '../driver/screen-check.ts';
import {
  connectFolder,
  doneSentence,
  fillFolder,
  openOperation,
  readFile,
  result,
  runButton,
  sidebar,
  startSearch,
} from '../driver/steps.ts';
import { handOver } from '../driver/work-folder.ts';
import { expect, test } from '../fixtures.ts';

// Pictures go to `dist/test-output/desktop-e2e/screens`, one for each screen and theme.
test.use({ traced: false });

test('empty screens have no accessibility fault in either theme', async ({ lab }) => {
  const { page } = await lab.shared();
  const look = async (name: string): Promise<void> => {
    expect.soft(await checkScreen(page, name)).toEqual([]);
  };
  await expect(page.getByTestId('main-action')).toBeVisible();
  await look('01-home-empty');
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Add a connection' })).toBeVisible();
  await look('02-catalogue');
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  await look('03-connect-empty');
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await expect(page.getByText('Nothing was run yet')).toBeVisible();
  await look('04-journal-empty');
  await page.getByRole('link', { name: 'Settings and about' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings and about' })).toBeVisible();
  await look('05-settings');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find or run' })).toBeFocused();
  await look('06-palette-empty');
  await page.keyboard.press('Escape');
});

test('screens of a connection at work have no accessibility fault in either theme', async ({ lab }) => {
  test.setTimeout(300_000);
  const desktop = await lab.shared();
  const { page } = desktop;
  const look = async (name: string): Promise<void> => {
    expect.soft(await checkScreen(page, name)).toEqual([]);
  };
  const folder = await makeDemoFolder();
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await fillFolder(desktop, folder);
  await page.getByRole('button', { name: 'Check only' }).click();
  await expect(page.getByText('It works:')).toBeVisible();
  await look('10-connect-checked');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'harbour-house' })).toBeVisible();
  await look('11-search-idle');
  await page.getByRole('button', { name: 'More options' }).click();
  await look('12-search-more-options');
  await startSearch(page, 'invoice');
  await expect(doneSentence(page, /^Matches: /)).toBeVisible();
  await look('13-search-done');
  await startSearch(page, 'zeppelin');
  await expect(result(page).getByText('Nothing found.')).toBeVisible();
  await look('14-search-nothing');
  const list = await openOperation(page, 'List a folder');
  await look('15-list-idle');
  await runButton(list, 'List a folder').click();
  await expect(doneSentence(page, /^Entries in all: /)).toBeVisible();
  await look('16-list-done');
  await page.getByRole('button', { name: 'What to do with README.md' }).click();
  await expect(page.getByRole('menuitem', { name: 'Read a file' })).toBeVisible();
  await look('17-row-menu');
  await page.keyboard.press('Escape');
  await readFile(page, 'notes/today.txt');
  await look('18-read-done');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('form', { name: 'Write a file' })).toBeVisible();
  await look('19-write-edit');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Call the roofer again.\n');
  await runButton(page.getByRole('form', { name: 'Write a file' }), 'Write a file').click();
  await expect(doneSentence(page, 'Saved “notes/today.txt”.')).toBeVisible();
  await look('20-write-done');
  const stat = await openOperation(page, 'Look at properties');
  await stat.getByRole('textbox', { name: 'Path' }).fill('README.md');
  await runButton(stat, 'Look at properties').click();
  await expect(doneSentence(page, 'Looked at “README.md”.')).toBeVisible();
  await look('21-properties-done');
  const create = await openOperation(page, 'Create a folder');
  await look('22-create-folder-idle');
  await create.getByRole('textbox', { name: 'Path' }).fill('plans/2027');
  await runButton(create, 'Create a folder').click();
  await expect(doneSentence(page, 'The folder “plans/2027” is there.')).toBeVisible();
  await look('23-create-folder-done');
  const trash = await openOperation(page, 'Move to the trash');
  await look('24-trash-idle');
  await trash.getByRole('textbox', { name: 'Path' }).fill('invoices');
  await runButton(trash, 'Move to the trash').click();
  await expect(page.getByRole('dialog', { name: 'Move to the trash?' })).toBeVisible();
  await look('25-trash-confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Move to the trash' }).click();
  await expect(doneSentence(page, 'Moved “invoices” to the trash.')).toBeVisible();
  await look('26-trash-done');
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeVisible();
  await look('27-connection-menu');
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await expect(page.getByRole('dialog', { name: 'Rename the connection' })).toBeVisible();
  await look('28-rename');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await page.getByRole('menuitem', { name: 'Change its settings…' }).click();
  await expect(page.getByRole('dialog', { name: 'Change the settings' })).toBeVisible();
  await look('29-edit-settings');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await expect(page.getByRole('dialog', { name: 'Remove the connection?' })).toBeVisible();
  await look('30-remove');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find or run' })).toBeFocused();
  await look('31-palette');
  await page.keyboard.press('Escape');
  await connectFolder(desktop, await makeBusyFolder(2000, 4_000_000));
  await startSearch(page, 'needle');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(result(page).getByText('a needle').first()).toBeVisible();
  await look('32-search-running');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status', { name: 'Cancelled' })).toBeVisible();
  await look('33-search-cancelled');
  await sidebar(page).getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Latest runs' })).toBeVisible();
  await look('34-home');
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
  await look('35-journal');
  await page.getByRole('button', { name: 'Clear…' }).click();
  await expect(page.getByRole('dialog', { name: 'Clear the journal?' })).toBeVisible();
  await look('36-journal-clear');
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Runs' }).getByRole('link').filter({ hasText: 'Write a file' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Write a file' })).toBeVisible();
  await look('37-run-details');
  await page.keyboard.press('Escape');
});

test('failing screens have no accessibility fault in either theme', async ({ lab }) => {
  test.setTimeout(180_000);
  const desktop = await lab.shared();
  const { page } = desktop;
  const look = async (name: string): Promise<void> => {
    expect.soft(await checkScreen(page, name)).toEqual([]);
  };
  const folder = await makeDemoFolder('boat-shed');
  await connectFolder(desktop, folder);
  const search = await openOperation(page, 'Search');
  await runButton(search, 'Search').click();
  await expect(page.getByText('Write what to look for.')).toBeVisible();
  await look('40-search-field-problem');
  const read = await openOperation(page, 'Read a file');
  await read.getByRole('textbox', { name: 'Path' }).fill('notes/yesterday.txt');
  await runButton(read, 'Read a file').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('41-read-not-found');
  await read.getByRole('textbox', { name: 'Path' }).fill('../secret.txt');
  await runButton(read, 'Read a file').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('42-read-refused');
  await readFile(page, 'notes/today.txt');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('My own version.\n');
  await writeFile(path.join(folder, 'notes', 'today.txt'), 'Somebody else was faster.\n');
  await handOver(folder);
  await runButton(page.getByRole('form', { name: 'Write a file' }), 'Write a file').click();
  await expect(page.getByRole('alert', { name: 'It changed in the meantime' })).toBeVisible();
  await look('43-write-conflict');
  await rename(folder, `${folder}-moved`);
  await startSearch(page, 'invoice');
  await expect(page.getByRole('alert')).toBeVisible();
  await look('44-folder-vanished');
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await page.getByRole('region', { name: 'Runs' }).getByRole('link').filter({ hasText: 'Failed' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('45-failed-run-details');
  await page.keyboard.press('Escape');
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(path.join(folder, 'nowhere'));
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(
    page
      .getByRole('form')
      .getByText(/nowhere|not there|not found/i)
      .last(),
  ).toBeVisible();
  await look('46-connect-refused');
  await page.goto('app://hub/#/connections/gone');
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await look('47-missing');
  expect(desktop.complaints).toEqual([]);
});
