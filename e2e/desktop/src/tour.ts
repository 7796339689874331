// The guided tour that `npm start` takes where there is no display: the main job, by real clicks in the real application.
// Prints what it did and what it found; ends with 1, and the step that failed, when something was not as it should be.
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Page } from '@playwright/test';
import { makeBusyFolder } from './driver/busy-folder.ts';
import { makeDemoFolder } from './driver/demo-folder.ts';
import { launchDesktop, type Desktop } from './driver/launch-desktop.ts';
import {
  connectFolder,
  doneSentence,
  openConnection,
  openOperation,
  readFile,
  result,
  runButton,
  sidebar,
  startSearch,
} from './driver/steps.ts';
import { handOver } from './driver/work-folder.ts';

const screenshots = path.resolve(process.env['WIZ_SCREENSHOTS'] ?? path.join('dist', 'tour'));
const stepLimitMs = 20_000;

let current = 'The tour begins';
let pictures = 0;

/** One step: what it found is said behind what it did. */
async function step(did: string, work: () => Promise<string>): Promise<void> {
  current = did;
  console.log(`  ${did}: ${await work()}`);
}

async function picture(page: Page, name: string): Promise<void> {
  pictures += 1;
  await page.screenshot({ path: path.join(screenshots, `${String(pictures).padStart(2, '0')}-${name}.png`) });
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

async function lookAround(desktop: Desktop, folder: string): Promise<void> {
  const { page } = desktop;
  const name = path.basename(folder);
  await step('Opened the application', async () => {
    await page.getByTestId('main-action').waitFor();
    await picture(page, 'first-screen');
    return `“${await page.getByRole('heading', { level: 1 }).innerText()}”`;
  });
  await step('Connected a folder', async () => {
    await connectFolder(desktop, folder);
    return `${name}, checked before it was saved`;
  });
  await step('Searched it for “invoice”', async () => {
    await startSearch(page, 'invoice');
    const sentence = doneSentence(page, /^Matches: /);
    await sentence.waitFor();
    await picture(page, 'search');
    return await sentence.innerText();
  });
  await step('Read a file', async () => {
    await readFile(page, 'notes/today.txt');
    await picture(page, 'read');
    const lines = await page.getByRole('region', { name: 'Content' }).getByRole('listitem').count();
    return `notes/today.txt, ${String(lines)} lines`;
  });
  await step('Edited it, while somebody else saved it too', async () => {
    const file = path.join(folder, 'notes', 'today.txt');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = page.getByRole('form', { name: 'Write a file' });
    await form.getByRole('textbox', { name: 'Text', exact: true }).fill('Nothing left to do.\n');
    await writeFile(file, 'Somebody else was here.\n');
    await handOver(file);
    await runButton(form, 'Write a file').click();
    const alert = page.getByRole('alert', { name: 'It changed in the meantime' });
    await alert.waitFor();
    await picture(page, 'conflict');
    return 'refused, nothing was overwritten, nothing typed was lost';
  });
  await step('Wrote a new file', async () => {
    const form = await openOperation(page, 'Write a file');
    await form.getByRole('textbox', { name: 'Path', exact: true }).fill('notes/tour.txt');
    await form.getByRole('textbox', { name: 'Text', exact: true }).fill('Written by the guided tour.\n');
    await runButton(form, 'Write a file').click();
    await doneSentence(page, 'Saved “notes/tour.txt”.').waitFor();
    check(existsSync(path.join(folder, 'notes', 'tour.txt')), 'The file is not on the disk.');
    return 'notes/tour.txt is on the disk';
  });
  await step('Moved it to the trash', async () => {
    const form = await openOperation(page, 'Move to the trash');
    await form.getByRole('textbox', { name: 'Path' }).fill('notes/tour.txt');
    await runButton(form, 'Move to the trash').click();
    const dialog = page.getByRole('dialog', { name: 'Move to the trash?' });
    await dialog.waitFor();
    await picture(page, 'confirm');
    check(existsSync(path.join(folder, 'notes', 'tour.txt')), 'It was gone before it was confirmed.');
    await dialog.getByRole('button', { name: 'Move to the trash' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await doneSentence(page, /trash/).waitFor();
    check(!existsSync(path.join(folder, 'notes', 'tour.txt')), 'It is still there.');
    return 'only after it was confirmed';
  });
}

async function cancelOne(desktop: Desktop): Promise<void> {
  const { page } = desktop;
  await step('Searched a folder of 2,000 files and cancelled on the way', async () => {
    await connectFolder(desktop, await makeBusyFolder(2000, 1_000_000));
    await startSearch(page, 'needle');
    await result(page).getByText('document-00000.txt').first().waitFor();
    const clickedAt = performance.now();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('status', { name: 'Cancelled' }).waitFor();
    const tookMs = Math.round(performance.now() - clickedAt);
    await picture(page, 'cancelled');
    return `it ended ${String(tookMs)} ms after the click, what was found stays`;
  });
}

async function readJournal({ page }: Desktop): Promise<number> {
  let runs = 0;
  await step('Opened the journal', async () => {
    await sidebar(page).getByRole('link', { name: 'Journal' }).click();
    const rows = page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
    await rows.first().waitFor();
    runs = await rows.count();
    await picture(page, 'journal');
    return `${String(runs)} runs, each with what was tried`;
  });
  return runs;
}

async function tour(): Promise<void> {
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  const folder = await makeDemoFolder();
  const first = await launchDesktop();
  first.page.setDefaultTimeout(stepLimitMs);
  let runs = 0;
  try {
    await lookAround(first, folder);
    await cancelOne(first);
    runs = await readJournal(first);
    check(first.complaints.length === 0, `The window complained: ${first.complaints.join('; ')}`);
  } catch (error) {
    await picture(first.page, 'failed').catch(() => undefined);
    throw error;
  } finally {
    await first.close();
  }
  const second = await launchDesktop({ userData: first.userData });
  second.page.setDefaultTimeout(stepLimitMs);
  try {
    await step('Closed it and started it again', async () => {
      await openConnection(second.page, path.basename(folder));
      await sidebar(second.page).getByRole('link', { name: 'Journal' }).click();
      const rows = second.page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
      await rows.first().waitFor();
      check((await rows.count()) === runs, `There were ${String(runs)} runs before and ${String(await rows.count())} now.`);
      await picture(second.page, 'again');
      return 'connections and runs are there';
    });
  } finally {
    await second.close();
  }
}

console.log('The guided tour, in the real application:');
const startedAt = performance.now();
try {
  await tour();
  console.log(
    `Done in ${String(Math.round((performance.now() - startedAt) / 1000))} s. ${String(pictures)} screenshots are in ${path.relative(process.cwd(), screenshots)}`,
  );
} catch (error) {
  console.error(`The tour stopped at “${current}”: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
