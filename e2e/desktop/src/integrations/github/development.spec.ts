import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { standInToken } from '@wiz/integration-github/testing';
import { connect, githubHeading, listIssues, openGithubForm } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { journalRow, openConnection, sidebar } from '../../driver/steps.ts';
import { handOver, makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from './github-test.ts';

test.beforeEach(({ unlock }) => unlock());

test('a developer connects the stand-in with one click and sees a run’s source and what the stand-in logged of it', async ({
  lab,
  github,
}) => {
  const folder = await makeWorkFolder('development');
  const [over, log] = [path.join(folder, 'over.json'), path.join(folder, 'github.log')];
  const source = { file: '/work/libs/integrations/github/contract/src/issues.ts', line: 50 };
  const standIn = { label: 'octocat at home', config: { baseUrl: github.url }, secrets: { token: standInToken }, log };
  await writeFile(over, JSON.stringify({ sources: { 'github.listIssues': source }, standIns: { github: standIn } }));
  await handOver(over);
  const { page } = await lab.launch({ args: [keychainSwitch], env: { WIZ_DEV: '1', WIZ_DEV_STAND_INS: over } });
  const form = await openGithubForm(page, { url: 'http://127.0.0.1:1' });
  await form.getByRole('button', { name: 'Use the stand-in' }).click();
  await expect(form.getByRole('textbox', { name: 'API address' })).toHaveValue(github.url);
  expect(await checkScreen(page, 'development-connect')).toEqual([]);
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();

  await listIssues(page);
  await expect(page.getByRole('row', { name: /Found a bug/ })).toBeVisible();
  const asked = github.requests.filter(({ path: one }) => one.startsWith('/repos/octocat/Hello-World/issues'));
  const lines = asked.map(({ method, path: one, requestId }) => ({ at: 0, text: `${method} ${one} → 200`, requestId }));
  await writeFile(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await handOver(log);
  expect(await readFile(log, 'utf8')).toContain('Hello-World');
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await journalRow(page, 'List issues').click();
  const notes = page.getByRole('region', { name: 'For developers' });
  await expect(notes.getByRole('button', { name: 'github/contract/src/issues.ts:50' })).toBeVisible();
  await expect(notes.getByRole('list', { name: 'What the stand-in logged' })).toContainText('GET /repos/octocat/Hello-World/issues');
  expect(await checkScreen(page, 'development-run')).toEqual([]);
});

test('a developer whose credentials are gone after a restart fills them in again with one click', async ({ lab, github, unlock }) => {
  test.setTimeout(120_000);
  const folder = await makeWorkFolder('reconnect');
  const over = path.join(folder, 'over.json');
  const standIn = { label: 'octocat at home', config: { baseUrl: github.url }, secrets: { token: standInToken }, log: over };
  await writeFile(over, JSON.stringify({ sources: {}, standIns: { github: standIn } }));
  await handOver(over);
  const env = { WIZ_DEV: '1', WIZ_DEV_STAND_INS: over };
  const first = await lab.launch({ args: [keychainSwitch], env });
  const form = await openGithubForm(first.page, github);
  await form.getByRole('button', { name: 'Use the stand-in' }).click();
  await connect(form);
  await expect(githubHeading(first.page)).toBeVisible();
  await first.close();

  await unlock();
  const { page } = await lab.launch({ userData: first.userData, args: [keychainSwitch], env });
  await openConnection(page, 'octocat at home');
  await page.getByRole('button', { name: 'Reconnect' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Use the stand-in' }).click();
  expect(await checkScreen(page, 'development-reconnect')).toEqual([]);
  await dialog.getByRole('button', { name: 'Check and reconnect' }).click();
  await expect(dialog).toHaveCount(0);
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
});
