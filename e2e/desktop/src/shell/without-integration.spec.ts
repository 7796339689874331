import { makeDemoFolder } from '../driver/demo-folder.ts';
import { openDiagnostics, saveDiagnostics } from '../driver/diagnostics.ts';
import { renameIntegration } from '../driver/rename-integration.ts';
import { checkScreen } from '../driver/screen-check.ts';
import { connectFolder, journalRow, openConnection, openOperation, readFile, runButton, sidebar } from '../driver/steps.ts';
import { expect, test } from '../fixtures.ts';

test('a connection whose integration is not in this version is shown, explained and removed; its runs stay', async ({ lab }) => {
  test.setTimeout(180_000);
  const first = await lab.launch();
  await connectFolder(first, await makeDemoFolder());
  await readFile(first.page, 'notes/today.txt');
  const missing = await openOperation(first.page, 'Read a file');
  await missing.getByRole('textbox', { name: 'Path' }).fill('nowhere.txt');
  await runButton(missing, 'Read a file').click();
  await expect(first.page.getByRole('alert')).toBeVisible();
  await first.close();
  await renameIntegration(first.userData, 'orchard');

  const desktop = await lab.launch({ userData: first.userData });
  const { page, complaints } = desktop;
  await expect(page.getByRole('main').getByText('Needs your attention')).toBeVisible();
  await expect(sidebar(page).getByRole('img', { name: 'Needs your attention' })).toBeVisible();
  await expect(page.getByRole('main').getByText('Read · harbour-house').first()).toBeVisible();
  expect.soft(await checkScreen(page, 'without-integration-home')).toEqual([]);

  await openConnection(page, 'harbour-house');
  const sentence = page.getByRole('main').getByText('This version of Project Wiz has no integration “orchard”').last();
  await expect(sentence).toContainText(
    'Update Project Wiz if a newer version has it, or remove the connection; its runs stay in the journal.',
  );
  await expect(page.getByRole('heading', { name: 'Nothing can be run here' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Operations' })).toHaveCount(0);
  await expect(page.getByRole('switch')).toHaveCount(0);
  expect.soft(await checkScreen(page, 'without-integration')).toEqual([]);

  const menu = page.getByRole('button', { name: 'What to do with this connection' });
  await menu.click();
  await expect(page.getByRole('menuitem')).toHaveText(['Rename…', 'Show its runs', 'Save diagnostics…', 'Remove…']);
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Label' }).fill('The old house');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The old house' })).toBeVisible();

  const dialog = await openDiagnostics(page);
  const { text } = await saveDiagnostics(desktop, dialog);
  expect(JSON.parse(text)).toMatchObject({
    connection: { integration: 'orchard', config: {} },
    metrics: { missing: { category: 'not_found' } },
  });
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Find or run' });
  await palette.getByRole('textbox').fill('house');
  await expect(palette.getByRole('button', { name: /The old house/ })).toHaveCount(1);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Show its runs' }).click();
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('listitem')).toHaveCount(2);
  await journalRow(page, 'Failed').click();
  const run = page.getByRole('dialog', { name: 'Read' });
  await expect(run.getByText('nowhere.txt').first()).toBeVisible();
  await expect(run.getByRole('button', { name: /Fill in again|Report to the owner/ })).toHaveCount(0);
  // An address of one of its operations, as the journal has it, leads to the same explanation.
  await run.getByRole('link', { name: 'harbour-house' }).click();
  await expect(sentence).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: 'Remove…' }).click();
  const asked = page.getByRole('dialog', { name: 'Remove the connection?' });
  await expect(asked).toContainText('What it led to stays as it is, and the journal keeps its runs.');
  await asked.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByTestId('main-action')).toBeVisible();
  await expect(sidebar(page).getByText('None yet.')).toBeVisible();
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('listitem')).toHaveCount(2);
  expect(complaints).toEqual([]);
});
