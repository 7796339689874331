import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile as readFromDisk, rename, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Page } from '@playwright/test';
import { makeDemoFolder } from '../../driver/demo-folder.ts';
import type { Desktop } from '../../driver/launch-desktop.ts';
import { connectFolder, doneSentence, openConnection, openOperation, result, runButton, sidebar, startSearch } from '../../driver/steps.ts';
import { handOver, makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from '../../fixtures.ts';

const healthy = 'healthy-house';

test.beforeEach(async ({ lab }) => {
  const desktop = await lab.shared();
  if ((await sidebar(desktop.page).getByRole('link', { name: healthy, exact: true }).count()) === 0) {
    await connectFolder(desktop, await makeDemoFolder(healthy));
  }
});

/** Whatever happened, the window is there and the other connection answers. */
async function expectOthersUnharmed({ page, complaints }: Desktop): Promise<void> {
  await openConnection(page, healthy);
  await startSearch(page, 'oyster');
  await expect(doneSentence(page, /^Matches: 1, in 1 of /)).toBeVisible();
  expect(complaints).toEqual([]);
}

/** Tries to connect a folder that will be refused. */
async function tryToConnect(page: Page, place: string): Promise<void> {
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: Folder' }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(place);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

async function listFolder(page: Page): Promise<void> {
  const form = await openOperation(page, 'List a folder');
  await runButton(form, 'List a folder').click();
}

test('a folder that vanished is said to be gone, and works again when it is back', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder('vanishing');
  await connectFolder(desktop, folder);
  await rename(folder, `${folder}-elsewhere`);
  await listFolder(page);
  await expect(page.getByRole('alert')).toContainText('The folder “vanishing” is gone');
  await expectOthersUnharmed(desktop);
  await rename(`${folder}-elsewhere`, folder);
  await openConnection(page, 'vanishing');
  await listFolder(page);
  await expect(doneSentence(page, /^Entries in all: /)).toBeVisible();
});

test('a folder that may not be read is refused in words', async ({ lab }) => {
  test.skip(process.platform === 'win32', 'Windows keeps permissions in another way.');
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder('locked');
  await chmod(folder, 0o000);
  await tryToConnect(page, folder);
  await expect(
    page
      .getByRole('form')
      .getByText(/permission|not allow|may not/i)
      .last(),
  ).toBeVisible();
  await chmod(folder, 0o755);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'locked' })).toBeVisible();
  await chmod(folder, 0o000);
  await listFolder(page);
  await expect(page.getByRole('alert', { name: 'Not allowed' })).toBeVisible();
  await chmod(folder, 0o755);
  await expectOthersUnharmed(desktop);
});

test('a file is no folder', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder('with-a-file');
  await tryToConnect(page, path.join(folder, 'README.md'));
  await expect(
    page
      .getByRole('form')
      .getByText(/is (a file|not a folder|no folder)/i)
      .last(),
  ).toBeVisible();
  await expectOthersUnharmed(desktop);
});

test('100 000 entries leave the window responsive', async ({ lab }) => {
  test.setTimeout(120_000);
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = path.join(await makeWorkFolder('crowd'), 'crowd');
  await mkdir(folder);
  for (let at = 0; at < 100_000; at += 1) closeSync(openSync(path.join(folder, `entry-${String(at).padStart(6, '0')}`), 'w'));
  await connectFolder(desktop, folder);
  // The longest time that the window could not draw, from here on.
  await page.evaluate(() => {
    const drawing = { last: performance.now(), longest: 0 };
    Object.assign(window, { drawing });
    const draw = (now: number): void => {
      drawing.longest = Math.max(drawing.longest, now - drawing.last);
      drawing.last = now;
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  });
  await listFolder(page);
  await expect(doneSentence(page, 'Entries in all: 100,000.')).toBeVisible();
  await result(page).getByRole('button', { name: 'Show more' }).click();
  await expect(result(page).getByText('2,000 of 100,000 shown')).toBeVisible();
  await result(page).getByRole('button', { name: 'entry-000000', exact: true }).press('End');
  await expect(result(page).getByRole('button', { name: 'entry-001999', exact: true })).toBeVisible();
  const search = await openOperation(page, 'Search');
  await search.getByText('Name', { exact: true }).click();
  await search.getByRole('textbox', { name: 'Text to find' }).fill('entry-0999');
  await runButton(search, 'Search').click();
  await expect(doneSentence(page, /^Matches: 100, /)).toBeVisible({ timeout: 60_000 });
  const longest = await page.evaluate(() => (window as Window & { drawing?: { longest: number } }).drawing?.longest ?? Infinity);
  expect(longest).toBeLessThan(1500);
  await expectOthersUnharmed(desktop);
});

test('on a full disk nothing is half written', async ({ lab }) => {
  const folder = await makeWorkFolder('full-disk');
  test.skip(!mountSmallDisk(folder), 'Only root on Linux can make a small disk.');
  try {
    const desktop = await lab.shared();
    const { page } = desktop;
    const old = 'The old content.\n';
    await writeFile(path.join(folder, 'letter.txt'), old);
    await writeFile(path.join(folder, 'filler.bin'), Buffer.alloc(1_000_000));
    await handOver(folder);
    await connectFolder(desktop, folder);
    const before = await statfs(folder);
    const form = await openOperation(page, 'Write a file');
    await form.getByRole('textbox', { name: 'Path' }).fill('letter.txt');
    await form.getByRole('textbox', { name: 'Text', exact: true }).fill(`More than there is room for${'!'.repeat(100_000)}`);
    await form.getByRole('button', { name: 'More options' }).click();
    await form.getByRole('switch', { name: 'Replace what is there' }).check();
    await runButton(form, 'Write a file').click();
    await expect(page.getByRole('alert')).toContainText(/disk is full|no (room|space)|full/i);
    expect(await readFromDisk(path.join(folder, 'letter.txt'), 'utf8')).toBe(old);
    expect((await readdir(folder)).sort()).toEqual(['filler.bin', 'letter.txt']);
    expect((await statfs(folder)).bfree).toBe(before.bfree);
    await expect(form.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(/^More than there is room for!/);
    await expectOthersUnharmed(desktop);
  } finally {
    execFileSync('umount', ['--lazy', folder]);
  }
});

/** @returns false when this is not possible here */
function mountSmallDisk(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0777', 'wiz-small-disk', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('odd names are shown as they are, and those that no path can express are said to be so', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  const folder = await makeDemoFolder('odd-names');
  const names = [
    'emoji 🧾 receipt.txt',
    'ünïcödé.txt',
    'مرحبا.txt',
    `long-${'x'.repeat(200)}.txt`,
    '‮reversed.txt',
    '  spaces  .txt'.trimEnd(),
  ];
  for (const name of names) await writeFile(path.join(folder, name), 'odd but fine\n');
  // Bytes that are no text in any encoding we know; other systems do not let such a name exist.
  if (process.platform === 'linux') {
    await writeFile(Buffer.concat([Buffer.from(`${folder}/broken-`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]), 'odd but fine\n');
    await writeFile(path.join(folder, 'two\nlines.txt'), 'odd but fine\n');
  }
  await handOver(folder);
  await connectFolder(desktop, folder);
  await listFolder(page);
  await expect(doneSentence(page, /^Entries in all: /)).toBeVisible();
  for (const name of ['emoji 🧾 receipt.txt', 'ünïcödé.txt', 'مرحبا.txt']) {
    await expect(result(page).getByRole('button', { name, exact: true })).toBeVisible();
  }
  if (process.platform === 'linux') await expect(result(page).getByText('broken-\\xFF\\xFE.txt')).toBeVisible();
  await result(page).getByRole('button', { name: 'emoji 🧾 receipt.txt', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Content' })).toContainText('odd but fine');
  await startSearch(page, 'odd but fine');
  await expect(doneSentence(page, /^Matches: [67], in [67] of /)).toBeVisible();
  await expectOthersUnharmed(desktop);
});

test('paths that lead out of the folder are refused in words', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await openConnection(page, healthy);
  const form = await openOperation(page, 'Read a file');
  for (const place of [
    '../../secret.txt',
    '/etc/passwd',
    'C:\\Windows\\win.ini',
    'notes/../../x',
    'notes\\..\\..\\x',
    '\\\\server\\share\\x',
  ]) {
    await form.getByRole('textbox', { name: 'Path' }).fill(place);
    await runButton(form, 'Read a file').click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Content' })).toBeHidden();
  }
  await expectOthersUnharmed(desktop);
});
