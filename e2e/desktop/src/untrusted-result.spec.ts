import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { startGithubStandIn } from '@wiz/integration-github/testing';
import type { Locator, Page } from '@playwright/test';
import { startForeignServer, type ForeignServer } from './driver/foreign-server.ts';
import { connectGithub, fromRow, listIssues } from './driver/github.ts';
import { keychainSwitch, startKeychain } from './driver/keychain.ts';
import { connectFolder, openOperation, readFile, result, runButton, sidebar, startSearch } from './driver/steps.ts';
import { handOver, makeWorkFolder } from './driver/work-folder.ts';
import { expect, test } from './fixtures.ts';

// What an external system says may be written to be run. The policy of the page would stop most of it; here it must not come
// that far: every text is shown as text, so that no element is made of it and nothing is there to be stopped.

let server: ForeignServer;
test.beforeEach(async () => {
  server = await startForeignServer('window.ran = true');
});
test.afterEach(() => {
  server.close();
});

/** Texts that would run, or ask the server for something, were they taken for markup. */
const markup = (): readonly string[] => [
  '<img class="untrusted" src="x" onerror="window.ran = true">',
  `<img class="untrusted" src="${server.url}image.png">`,
  '<script class="untrusted">window.ran = true</script>',
  `<script class="untrusted" src="${server.url}script.js"></script>`,
  '<svg class="untrusted" onload="window.ran = true"></svg>',
  `<iframe class="untrusted" src="${server.url}frame"></iframe>`,
  '<a class="untrusted" href="javascript:window.ran = true">untrusted</a>',
  '[untrusted](javascript:window.ran=true)',
];

/** Counts from here on what the page's policy had to stop. */
async function watchPolicy(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stopped: string[] = [];
    Object.assign(window, { stopped });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => stopped.push(effectiveDirective));
  });
}

/** Every text stands there letter by letter, and nothing was made of any. */
async function expectText(page: Page, place: Locator, texts: readonly string[]): Promise<void> {
  for (const text of texts) await expect(place).toContainText(text);
  expect(await page.locator('.untrusted, main a[href^="javascript:"]').count()).toBe(0);
  expect(await page.evaluate(() => [(window as Window & { stopped?: string[] }).stopped, 'ran' in window])).toEqual([[], false]);
  expect(server.asked).toEqual([]);
}

test('markup in the content of a file is shown as text, in a hit too', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page, complaints } = desktop;
  const folder = path.join(await makeWorkFolder('untrusted'), 'contents');
  await mkdir(folder);
  await writeFile(path.join(folder, 'page.html'), markup().join('\n'));
  await handOver(folder);
  await connectFolder(desktop, folder);
  await watchPolicy(page);
  await readFile(page, 'page.html');
  await expectText(page, page.getByRole('region', { name: 'Content' }), markup());
  await startSearch(page, 'untrusted');
  await expectText(page, result(page), markup());
  expect(complaints).toEqual([]);
});

test('markup as the name of a folder and of a file is shown as text, in labels, rows, sentences and the journal', async ({ lab }) => {
  test.skip(process.platform === 'win32', 'Windows has no such names.');
  const desktop = await lab.shared();
  const { page, complaints } = desktop;
  const name = '<img class="untrusted" src="x" onerror="window.ran = true">';
  const folder = path.join(await makeWorkFolder('untrusted'), name);
  await mkdir(folder);
  await writeFile(path.join(folder, name), 'a line');
  await handOver(folder);
  await watchPolicy(page);
  await connectFolder(desktop, folder);
  await expectText(page, sidebar(page), [name]);
  const list = await openOperation(page, 'List a folder');
  await runButton(list, 'List a folder').click();
  await expectText(page, result(page), [name]);
  await readFile(page, name);
  await expectText(page, page.getByRole('form', { name: 'Read a file' }), [`Read “${name}”.`]);
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await expectText(page, page.getByRole('region', { name: 'Runs' }), [`Read “${name}”.`]);
  expect(complaints).toEqual([]);
});

test('markup in an issue is shown as text, in its title, its text and its labels, and an address that is script is refused', async ({
  lab,
}) => {
  const github = await startGithubStandIn();
  const keychain = await startKeychain(await makeWorkFolder('keychain'));
  try {
    const hello = github.world.repository('octocat/Hello-World');
    if (hello === undefined) throw new Error('The stand-in has no Hello-World.');
    const [first = '', ...rest] = markup();
    const title = `Untrusted ${first}`;
    const issue = github.world.addIssue(hello, { title, body: rest.join('\n'), labels: [first] });
    const { page, complaints } = await lab.launch({ args: [keychainSwitch] });
    await connectGithub(page, github);
    await watchPolicy(page);
    await expectText(page, await listIssues(page), [title]);
    const show = await fromRow(page, 'Untrusted', 'Show an issue');
    await runButton(show, 'Show an issue').click();
    await expect(result(page)).toContainText('Untrusted');
    await expectText(page, result(page), [title, ...rest]);

    github.world.change(hello, Number(issue['number']), { html_url: 'javascript:window.ran = true' });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expectText(page, page.getByRole('alert', { name: 'An answer we do not understand' }), ['GitHub']);
    expect(complaints).toEqual([]);
  } finally {
    await github.close();
    await keychain.stop();
  }
});
