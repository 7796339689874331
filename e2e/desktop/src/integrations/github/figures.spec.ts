import type { Locator, Page } from '@playwright/test';
import { connectGithub } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { doneSentence, openOperation, runButton } from '../../driver/steps.ts';
import { expect, test } from './github-test.ts';

test.beforeEach(({ unlock }) => unlock());

async function openFigures(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await page.getByRole('menuitem', { name: 'How its calls went…' }).click();
  return page.getByRole('dialog', { name: 'How its calls went' });
}

/** The two figures of one line: lately, and since counting began. */
function figuresOf(dialog: Locator, line: string): Locator {
  return dialog
    .getByRole('row')
    .filter({ has: dialog.page().getByRole('rowheader', { name: line, exact: true }) })
    .getByRole('cell');
}

test('the calls of a connection are counted, with what failed and how long they took, and counted anew', async ({ lab, github }) => {
  const { page, complaints } = await lab.launch({ args: [keychainSwitch] });
  await connectGithub(page, github);
  const before = await openFigures(page);
  await expect(figuresOf(before, 'Calls')).toHaveText(['0', '0']);
  await expect(before).toContainText('Last answer: none yet.');
  await before.getByRole('button', { name: 'Close', exact: true }).last().click();

  const form = await openOperation(page, 'Show the limits');
  await runButton(form, 'Show the limits').click();
  await expect(doneSentence(page, /./)).toBeVisible();
  await github.fail({ status: 404 });
  await runButton(form, 'Show the limits').click();
  await expect(page.getByRole('alert', { name: 'Not found' })).toBeVisible();

  const dialog = await openFigures(page);
  await expect(figuresOf(dialog, 'Calls')).toHaveText(['2', '2']);
  await expect(figuresOf(dialog, 'Succeeded')).toHaveText(['1', '1']);
  await expect(figuresOf(dialog, 'Not found')).toHaveText(['1', '1']);
  await expect(dialog.getByRole('definition').first()).toHaveText('50 %');
  await expect(dialog).not.toContainText('Last answer: none yet.');
  await dialog.getByRole('button', { name: 'Count anew' }).click();
  await expect(figuresOf(dialog, 'Calls')).toHaveText(['0', '0']);
  expect(complaints).toEqual([]);
});
