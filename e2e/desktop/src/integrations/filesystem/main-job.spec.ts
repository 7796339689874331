import { existsSync } from 'node:fs';
import { readFile as readFromDisk, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { makeBusyFolder } from '../../driver/busy-folder.ts';
import { makeDemoFolder } from '../../driver/demo-folder.ts';
import { countFileWork, fileWork } from '../../driver/files-opened.ts';
import { connectFolder, doneSentence, openOperation, readFile, result, runButton, sidebar, startSearch } from '../../driver/steps.ts';
import { untilHealthIsKnown } from '../../driver/health.ts';
import { namesInTrash } from '../../driver/trash.ts';
import { handOver } from '../../driver/work-folder.ts';
import { expect, test } from '../../fixtures.ts';

/** A label that no other connection of this file has. */
let made = 0;
function nextName(): string {
  made += 1;
  return `house-${String(made)}`;
}

test('a search shows its hits while it goes on, with progress', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await connectFolder(desktop, await makeBusyFolder(120, 4_000_000));
  // Watched in the page: looking from outside is too slow to see every step of a quick search.
  const steps = await page.evaluateHandle(() => {
    const seen: { readonly count: number; readonly hasHit: boolean }[] = [];
    new MutationObserver(() => {
      const shown = /([\d,]+) results/.exec([...document.forms].map(({ textContent }) => textContent).join('\n'));
      const count = Number(shown?.[1]?.replaceAll(',', '') ?? Number.NaN);
      if (shown !== null && seen.at(-1)?.count !== count)
        seen.push({ count, hasHit: document.body.textContent.includes('part-00/document-00000.txt') });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  await startSearch(page, 'needle');
  await expect(doneSentence(page, 'Matches: 120, in 120 of 120 files.')).toBeVisible();
  const seen = await steps.jsonValue();
  const counts = seen.map(({ count }) => count);
  // It grew on the way instead of coming all at once; in how many steps depends on the machine.
  expect(new Set(counts).size).toBeGreaterThan(1);
  expect(seen.some(({ count, hasHit }) => hasHit && count < 120)).toBe(true);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

test('cancel stops the work in main within a second, and keeps what was found', async ({ lab }) => {
  const desktop = await lab.shared();
  const { app, page } = desktop;
  const files = 3000;
  await connectFolder(desktop, await makeBusyFolder(files, 4_000_000));
  await untilHealthIsKnown(page);
  await countFileWork(app);
  await startSearch(page, 'needle');
  await expect(result(page).getByText('part-00/document-00000.txt').first()).toBeVisible();
  const going = await fileWork(app);
  await page.getByRole('button', { name: 'Cancel' }).click();
  const cancelledAt = Date.now();
  await expect(page.getByRole('status', { name: 'Cancelled' })).toBeVisible();
  expect(Date.now() - cancelledAt).toBeLessThan(1000);

  await page.waitForTimeout(Math.max(0, cancelledAt + 1000 - Date.now()));
  const stopped = await fileWork(app);
  await page.waitForTimeout(1500);
  const later = await fileWork(app);
  // It was in the midst of things: reading, with most of the files still before it.
  expect(going.reads).toBeGreaterThan(0);
  expect(stopped.opened).toBeLessThan(files);
  // And from one second after the click on, not a byte more was asked for.
  expect(later).toEqual(stopped);
  await expect(result(page).getByText('a needle').first()).toBeVisible();

  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await expect(page.getByRole('region', { name: 'Runs' }).getByRole('listitem').first()).toContainText('Cancelled');
});

test('a file is read, edited and saved', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder(nextName());
  await connectFolder(desktop, folder);
  await readFile(page, 'notes/today.txt');
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('Pay the invoice of the carpenter.');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Write a file' });
  await form.getByRole('textbox', { name: 'Text', exact: true }).fill('Nothing left to do. 🎉\n');
  await runButton(form, 'Write a file').click();
  await expect(doneSentence(page, 'Saved “notes/today.txt”.')).toBeVisible();
  expect(await readFromDisk(path.join(folder, 'notes', 'today.txt'), 'utf8')).toBe('Nothing left to do. 🎉\n');
});

test('a file that changed underneath is not overwritten, and nothing typed is lost', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder(nextName());
  const file = path.join(folder, 'notes', 'today.txt');
  await connectFolder(desktop, folder);
  await readFile(page, 'notes/today.txt');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Write a file' });
  await form.getByRole('textbox', { name: 'Text', exact: true }).fill('What I have typed.\n');
  await writeFile(file, 'What somebody else has saved.\n');
  await handOver(file);
  await runButton(form, 'Write a file').click();
  await expect(page.getByRole('alert', { name: 'It changed in the meantime' })).toContainText(
    '“notes/today.txt” has changed since you read it.',
  );
  expect(await readFromDisk(file, 'utf8')).toBe('What somebody else has saved.\n');
  await expect(form.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('What I have typed.\n');

  // The way on: look at what is there now; what was typed is still there afterwards.
  await page.getByRole('alert').getByRole('button', { name: 'Read a file' }).click();
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('What somebody else has saved.');
  await openOperation(page, 'Write a file');
  await expect(form.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('What I have typed.\n');
});

test('a file goes to the trash only after it was confirmed', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder(nextName());
  const name = `carpenter-${path.basename(folder)}.txt`;
  await writeFile(path.join(folder, name), 'paid\n');
  await handOver(folder);
  await connectFolder(desktop, folder);
  const form = await openOperation(page, 'Move to the trash');
  await form.getByRole('textbox', { name: 'Path' }).fill(name);
  await runButton(form, 'Move to the trash').click();
  const dialog = page.getByRole('dialog', { name: 'Move to the trash?' });
  await expect(dialog).toContainText(`“${name}”`);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(existsSync(path.join(folder, name))).toBe(true);

  await runButton(form, 'Move to the trash').click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(existsSync(path.join(folder, name))).toBe(true);

  await runButton(form, 'Move to the trash').click();
  await dialog.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(doneSentence(page, `Moved “${name}” to the trash.`)).toBeVisible();
  expect(existsSync(path.join(folder, name))).toBe(false);
  if (process.platform === 'linux') expect(await namesInTrash()).toContain(name);
});

test('a file that changed after the question was asked stays where it is', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder(nextName());
  await connectFolder(desktop, folder);
  const form = await openOperation(page, 'Move to the trash');
  await form.getByRole('textbox', { name: 'Path' }).fill('README.md');
  await runButton(form, 'Move to the trash').click();
  const dialog = page.getByRole('dialog', { name: 'Move to the trash?' });
  await expect(dialog).toBeVisible();
  await writeFile(path.join(folder, 'README.md'), 'Now it holds something that nobody was asked about.\n');
  await handOver(path.join(folder, 'README.md'));
  await dialog.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(existsSync(path.join(folder, 'README.md'))).toBe(true);
});

test('a hit leads to its file, a folder’s row to what is in it', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await connectFolder(desktop, await makeDemoFolder(nextName()));
  await startSearch(page, 'oyster white');
  await result(page)
    .getByRole('button', { name: /oyster white/ })
    .click();
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('Buy paint: two tins of oyster white.');
  const list = await openOperation(page, 'List a folder');
  await runButton(list, 'List a folder').click();
  await result(page).getByRole('button', { name: 'letters', exact: true }).click();
  for (const name of ['Größe und Maß.txt', '請求書.txt', 'счёт.txt', 'smile 🙂.txt']) {
    await expect(result(page).getByRole('button', { name, exact: true })).toBeVisible();
  }
});

test('the same folder is not connected twice', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder(nextName());
  await connectFolder(desktop, folder);
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText(/already connected|connected already/i)).toBeVisible();
});
