import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Desktop } from './launch-desktop.ts';
import { answerSaveDialog } from './pick-folder.ts';
import { makeWorkFolder } from './work-folder.ts';

/** Where a failure says what it can be found by. */
export async function referenceOf(failure: Locator): Promise<string> {
  return failure.getByText('Reference').locator('code').innerText();
}

/** Opens the dialog that saves diagnostics of the connection that is open. */
export async function openDiagnostics(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'What to do with this connection' }).click();
  await page.getByRole('menuitem', { name: 'Save diagnostics…' }).click();
  return page.getByRole('dialog', { name: 'Save diagnostics' });
}

/** Saves diagnostics in the dialog that is open, by clicking. @returns the folder that holds the one file, and its content */
export async function saveDiagnostics(
  { app }: Pick<Desktop, 'app'>,
  dialog: Locator,
): Promise<{ readonly folder: string; readonly text: string }> {
  const folder = await makeWorkFolder('diagnostics');
  const file = path.join(folder, 'bundle.json');
  await answerSaveDialog({ app }, file);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.getByRole('status').getByText(file).waitFor();
  return { folder, text: await readFile(file, 'utf8') };
}
