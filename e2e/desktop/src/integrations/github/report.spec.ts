import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceOf } from '../../driver/diagnostics.ts';
import { connectGithub } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { withOpener } from '../../driver/opener.ts';
import { answerSaveDialog, catchExternal } from '../../driver/pick-folder.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { journalRow, openOperation, runButton } from '../../driver/steps.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from './github-test.ts';

test.beforeEach(({ unlock }) => unlock());

test('a run that failed is reported to the owner: the file is saved, the page opens filled in, nothing private goes', async ({
  lab,
  github,
}) => {
  const desktop = await lab.launch({ args: [keychainSwitch], env: await withOpener() });
  const { page } = desktop;
  await connectGithub(page, github);
  await github.fail({ status: 422, body: { message: 'No.' }, match: ({ path: asked }) => asked.startsWith('/notifications') });
  await runButton(await openOperation(page, 'List notifications'), 'List notifications').click();
  const failure = page.getByRole('alert').filter({ hasText: 'GitHub refused: No.' });
  const reference = await referenceOf(failure);
  expect(await checkScreen(page, 'github-report-offer')).toEqual([]);
  await failure.getByRole('button', { name: 'Report to the owner' }).click();

  const dialog = page.getByRole('dialog', { name: 'Report to the owner' });
  const filledIn = dialog.getByRole('group', { name: 'What is filled in' });
  await expect(filledIn).toContainText('GitHub: listNotifications failed (validation_error)');
  await expect(filledIn).toContainText(reference);
  await expect(dialog).toContainText('@wiz/github looks after GitHub');
  expect(await checkScreen(page, 'github-report')).toEqual([]);
  await dialog.getByText('Look at the file').click();
  await expect(dialog.getByLabel('The file')).toContainText('"operation": "listNotifications"');
  expect(await checkScreen(page, 'github-report-file')).toEqual([]);

  const opened = await catchExternal(desktop);
  await answerSaveDialog(desktop, undefined);
  await dialog.getByRole('button', { name: 'Save and open the page…' }).click();
  await expect(dialog.getByRole('button', { name: 'Save and open the page…' })).toBeEnabled();
  expect(await opened()).toEqual([]);

  const file = path.join(await makeWorkFolder('report'), 'bundle.json');
  await answerSaveDialog(desktop, file);
  await dialog.getByRole('button', { name: 'Save and open the page…' }).click();
  await expect(dialog.getByRole('status')).toContainText(file);
  expect(await checkScreen(page, 'github-report-made')).toEqual([]);
  const [address = '', ...more] = await opened();
  expect(more).toEqual([]);
  expect(address.length).toBeLessThan(2000);
  const { origin, pathname, searchParams } = new URL(address);
  expect(origin + pathname).toBe('https://project-wiz.example/issues/new');
  expect(searchParams.get('body')).toContain(`Reference: ${reference}`);
  const bundle = await readFile(file, 'utf8');
  expect(bundle).toContain(reference);
  for (const hidden of ['octocat', github.url]) expect(address).not.toContain(hidden);
  expect(bundle).not.toContain('octocat');
  await expect(dialog.getByRole('button', { name: 'Copy the path' })).toBeFocused();

  // From the connection itself, and from the journal.
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await page.getByRole('menuitem', { name: 'Report to the owner…' }).click();
  await expect(filledIn).toContainText('GitHub: a problem with a connection');
  await expect(filledIn).not.toContainText(reference);
  await page.keyboard.press('Escape');
  await failure.getByRole('link', { name: 'See the journal' }).click();
  await journalRow(page, 'List notifications').click();
  await page.getByRole('button', { name: 'Report to the owner…' }).click();
  await expect(filledIn).toContainText(reference);
  // What is for developers is nowhere in what people use.
  await expect(page.getByText('For developers')).toHaveCount(0);
});
