import { existsSync } from 'node:fs';
import { readFile as readFromDisk } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { makeBusyFolder } from '../driver/busy-folder.ts';
import { makeDemoFolder } from '../driver/demo-folder.ts';
import { doneSentence } from '../driver/steps.ts';
import { expect, test } from '../fixtures.ts';

/** Presses Tab until the focus is on something with this role and name, as a person looks for it. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' });
  for (let pressed = 0; pressed < 60; pressed += 1) {
    for (const one of await wanted.all()) {
      if (await one.evaluate((element) => element === document.activeElement)) return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached the ${role} ${String(name)}.`);
}

/** Opens something through the palette. */
async function choose(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find or run' })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('the whole main job is done without a mouse', async ({ lab }) => {
  test.setTimeout(120_000);
  const { page, complaints } = await lab.shared();
  const folder = await makeDemoFolder();

  await tabTo(page, 'link', 'Connect a folder');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Folder');
  await page.keyboard.type(folder);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'harbour-house' })).toBeVisible();

  await expect(page.getByRole('textbox', { name: 'Text to find' })).toBeFocused();
  await page.keyboard.type('oyster white');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(doneSentence(page, /^Matches: 1, /)).toBeVisible();
  await tabTo(page, 'button', /^notes\/today\.txt/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /oyster white/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('Pay the invoice of the carpenter.');

  await tabTo(page, 'button', 'Edit');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Text');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('By keyboard alone.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(doneSentence(page, 'Saved “notes/today.txt”.')).toBeVisible();
  expect(await readFromDisk(path.join(folder, 'notes', 'today.txt'), 'utf8')).toMatch(/^By keyboard alone\.\s*$/);

  await choose(page, 'Move to the trash');
  await expect(page.getByRole('textbox', { name: 'Path' })).toBeFocused();
  await page.keyboard.type('README.md');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Move to the trash?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(existsSync(path.join(folder, 'README.md'))).toBe(true);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(dialog).toBeVisible();
  await tabTo(page, 'button', 'Move to the trash');
  await page.keyboard.press('Enter');
  await expect(doneSentence(page, 'Moved “README.md” to the trash.')).toBeVisible();
  expect(existsSync(path.join(folder, 'README.md'))).toBe(false);
  await expect(dialog).toBeHidden();

  await choose(page, 'Add a connection');
  await tabTo(page, 'link', 'Connect: Folder');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Folder');
  await page.keyboard.type(await makeBusyFolder(1000, 4_000_000));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text to find' })).toBeFocused();
  await page.keyboard.type('needle');
  await page.keyboard.press('Enter');
  await expect(page.getByText('a needle').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status', { name: 'Cancelled' })).toBeVisible();

  await choose(page, 'Journal');
  await tabTo(page, 'link', /Search/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Search' })).toContainText('Cancelled');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(complaints).toEqual([]);
});
