import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Locator } from '@playwright/test';
import { recordBridge, recordedBridge } from '../../driver/bridge-record.ts';
import { filesWith } from '../../driver/files-with.ts';
import { installGh, type Gh } from '../../driver/gh.ts';
import { connect, githubHeading, listIssues, openGithubForm, tokenInput } from '../../driver/github.ts';
import { heapOf } from '../../driver/heap-of.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { sidebar } from '../../driver/steps.ts';
import { expect, test } from './github-test.ts';

/** A part of the token that is found nowhere by chance. The last four letters are shown to people. */
const canary = 'CANARYfromgh8d21e7';
const token = `gho_${canary}000000000000000000`;
const host = '127.0.0.1';

let gh: Gh;

test.use({ tokens: { [token]: { login: 'octocat', id: 1, scopes: ['repo', 'read:org', 'gist'] } } });
test.beforeEach(async () => {
  gh = await installGh();
});

function offer(form: Locator): Locator {
  return form.getByRole('button', { name: 'Use the login of GitHub CLI (gh)…' });
}

async function agree(form: Locator): Promise<void> {
  await offer(form).click();
  await form.getByRole('button', { name: 'Use this login' }).click();
}

test('the login of gh is used only after a question, and its token never comes into the window', async ({ lab, github, unlock }) => {
  test.setTimeout(180_000);
  await gh.login(host, token);
  await unlock();
  const { page, userData, complaints } = await lab.launch({ args: [keychainSwitch], env: gh.env });
  await recordBridge(page);

  const form = await openGithubForm(page, github);
  await offer(form).click();
  const question = form.getByRole('alertdialog', { name: 'Use the login of GitHub CLI?' });
  await expect(question).toContainText(`${gh.file} auth token --hostname ${host}`);
  await expect(question.getByRole('button', { name: 'Use this login' })).toBeFocused();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(offer(form)).toBeFocused();
  expect(await gh.calls(), 'nothing is started before the person agrees').toEqual([]);
  expect(github.requests).toEqual([]);

  await agree(form);
  await expect(form).toContainText('It works:');
  await expect(form).toContainText('The credentials may: repo, read:org, gist');
  await expect(form.locator('input[type="password"]')).toHaveCount(0);
  expect(await gh.calls()).toEqual([['token', '--hostname', host]]);
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();

  // Everything that ever came, and what is there now.
  for (const seen of [(await recordedBridge(page)).join('\n'), await heapOf(page)]) {
    expect(seen.includes('Found a bug'), 'what is looked through holds what the window shows').toBe(true);
    expect(seen.includes(canary)).toBe(false);
  }
  expect(await filesWith(userData, canary)).toEqual([]);
  expect(new Set(github.requests.map(({ tokenHash }) => tokenHash)).size).toBe(1);
  expect(complaints).toEqual([]);
});

test('a gh that is not logged in, or whose token GitHub does not take, is explained at the token; after a login it works', async ({
  lab,
  github,
  unlock,
}) => {
  test.setTimeout(180_000);
  await unlock();
  const { page } = await lab.launch({ args: [keychainSwitch], env: gh.env });
  const form = await openGithubForm(page, github);
  await offer(form).click();
  expect(await checkScreen(page, 'gh-question')).toEqual([]);
  await form.getByRole('button', { name: 'Use this login' }).click();
  const login = form.getByRole('group', { name: 'Personal access token' });
  await expect(login.getByRole('alert')).toHaveText(
    `GitHub CLI is not logged in to ${host}. Run “gh auth login --hostname ${host}” in a terminal, then try again. It said: “no oauth token found for ${host}”`,
  );
  expect(await checkScreen(page, 'gh-not-logged-in')).toEqual([]);
  await gh.login(host, `gho_${canary}-of-another`);
  await connect(form);
  await expect(login.getByRole('alert')).toHaveText(/GitHub does not accept this token/);
  expect(github.requests.length).toBeGreaterThan(0);

  // Another address is another question.
  await form.getByRole('textbox', { name: 'API address' }).fill('https://ghe.example.com:8443/api/v3');
  await expect(tokenInput(form)).toBeVisible();
  await expect(offer(form)).toHaveCount(0);
  await form.getByRole('textbox', { name: 'API address' }).fill(github.url);
  await agree(form);
  await login.getByRole('button', { name: 'Type it instead' }).click();
  await expect(tokenInput(form)).toBeFocused();

  await gh.login(host, token);
  await agree(form);
  await expect(form).toContainText('It works:');
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();
});

test('ends with the form that waits for it', async ({ lab, github }) => {
  await gh.stall();
  const { page } = await lab.launch({ env: gh.env });
  const form = await openGithubForm(page, github);
  await agree(form);
  await expect.poll(() => gh.stalled()).toBeGreaterThan(0);
  const pid = (await gh.stalled()) ?? 0;
  expect(isRunning(pid)).toBe(true);
  await sidebar(page).getByRole('link', { name: 'Home' }).click();
  // By itself it would be ended after 10 s.
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
});

test('is offered only while it is installed, and one that goes away is explained', async ({ lab, github }) => {
  test.skip(anotherGhIsInstalled(), 'This computer has a gh of its own, which would be offered.');
  const { page } = await lab.launch({ env: gh.env });
  const form = await openGithubForm(page, github);
  await expect(offer(form)).toBeVisible();
  await gh.uninstall();
  await agree(form);
  await expect(form).toContainText('GitHub CLI (gh) is not installed on this computer.');
  await sidebar(page).getByRole('link', { name: 'Home' }).click();
  const again = await openGithubForm(page, github);
  await expect(tokenInput(again)).toBeVisible();
  // So long after the last keystroke the others have been offered.
  await again.getByRole('button', { name: 'Check only' }).click();
  await expect(again).toContainText('Fill this in.');
  await expect(offer(again)).toHaveCount(0);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function anotherGhIsInstalled(): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const usual = ['/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin', '/home/linuxbrew/.linuxbrew/bin', '/snap/bin'];
  return [...folders, ...usual].some((folder) => existsSync(path.join(folder, process.platform === 'win32' ? 'gh.exe' : 'gh')));
}
