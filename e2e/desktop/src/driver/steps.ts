import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Desktop } from './launch-desktop.ts';
import { answerPicker } from './pick-folder.ts';

/** The way to every screen, on the left. */
export function sidebar(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' });
}

/** Connects a folder as a person does: from the list of integrations, with the system's folder picker. */
export async function connectFolder({ app, page }: Pick<Desktop, 'app' | 'page'>, folder: string): Promise<void> {
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await fillFolder({ app, page }, folder);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: path.basename(folder), exact: true }).waitFor();
}

/** Chooses a folder in the form that is open. */
export async function fillFolder({ app, page }: Pick<Desktop, 'app' | 'page'>, folder: string): Promise<void> {
  await answerPicker({ app }, folder);
  await page.getByRole('button', { name: 'Choose…' }).click();
  const input = page.getByRole('textbox', { name: 'Folder' });
  await page.waitForFunction(([element, value]) => element instanceof HTMLInputElement && element.value === value, [
    await input.elementHandle(),
    folder,
  ] as const);
}

/** Opens a connection from the sidebar. */
export async function openConnection(page: Page, label: string): Promise<void> {
  await sidebar(page).getByRole('link', { name: label, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: label, exact: true }).waitFor();
}

/** Opens an operation of the connection that is open, and answers its form. */
export async function openOperation(page: Page, title: string): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: title, exact: true }).click();
  const form = page.getByRole('form', { name: title, exact: true });
  await form.waitFor();
  return form;
}

/** The button that runs the operation of a form. One that asks first ends in “…”. */
export function runButton(form: Locator, title: string): Locator {
  return form.getByRole('button', { name: new RegExp(`^${title}(…)?$`) });
}

/** Searches for a text and does not wait for the end. */
export async function startSearch(page: Page, query: string): Promise<Locator> {
  const form = await openOperation(page, 'Search');
  await form.getByRole('textbox', { name: 'Text to find' }).fill(query);
  await runButton(form, 'Search').click();
  return form;
}

/** Reads a file and waits until its first line is shown. */
export async function readFile(page: Page, place: string): Promise<void> {
  const form = await openOperation(page, 'Read a file');
  await form.getByRole('textbox', { name: 'Path' }).fill(place);
  await runButton(form, 'Read a file').click();
  await page.getByRole('region', { name: 'Content' }).getByRole('listitem').first().waitFor();
}

/** Where the latest result is shown. */
export function result(page: Page): Locator {
  return page.getByRole('region', { name: 'Result', exact: true });
}

/** The sentence beside the button, which tells how the latest run of an operation ended. */
export function doneSentence(page: Page, words: string | RegExp): Locator {
  return page.getByRole('form').getByText(words).first();
}

/** The newest run of an operation in the journal that is open. */
export function journalRow(page: Page, title: string): Locator {
  return page.getByRole('region', { name: 'Runs' }).getByRole('listitem').filter({ hasText: title }).first().getByRole('link');
}
