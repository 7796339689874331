import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { standInToken } from '@wiz/integration-github/testing';
import { connect, connectGithub, githubHeading, listIssues, openGithubForm, tokenInput } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { openConnection, sidebar } from '../../driver/steps.ts';
import { handOver, makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from './github-test.ts';

test('after a restart everything is there; with another keychain the connection asks to be reconnected, and then works', async ({
  lab,
  github,
  unlock,
}) => {
  test.setTimeout(150_000);
  const folder = await makeWorkFolder('keychain');
  await unlock(folder);
  const first = await lab.launch({ args: [keychainSwitch] });
  await connectGithub(first.page, github);
  await first.close();

  await unlock(folder);
  const second = await lab.launch({ userData: first.userData, args: [keychainSwitch] });
  await openConnection(second.page, await labelOf(second.page));
  await expect((await listIssues(second.page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
  await second.close();

  await unlock();
  const { page } = await lab.launch({ userData: first.userData, args: [keychainSwitch] });
  await openConnection(page, await labelOf(page));
  const reconnect = page.getByRole('button', { name: 'Reconnect' }).first();
  await expect(reconnect).toBeVisible({ timeout: 15_000 });
  await reconnect.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Personal access token', { exact: true }).fill(standInToken);
  await dialog.getByRole('button', { name: 'Check and reconnect' }).click();
  await expect(dialog).toHaveCount(0);
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
});

test('without any keychain nothing is kept in silence: for this session only, and after a restart it asks again', async ({
  lab,
  github,
}) => {
  test.setTimeout(120_000);
  const first = await lab.launch({ args: [keychainSwitch] });
  const form = await openGithubForm(first.page, github);
  await tokenInput(form).fill(standInToken);
  await connect(form);
  await expect(first.page.getByText(/no keychain/).first()).toBeVisible({ timeout: 15_000 });
  await expect(sidebar(first.page).getByRole('list').getByRole('link')).toHaveCount(0);
  await first.page.getByRole('button', { name: 'Keep for this session only' }).click();
  await expect(githubHeading(first.page)).toBeVisible();
  await expect((await listIssues(first.page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
  await first.close();

  const { page } = await lab.launch({ userData: first.userData, args: [keychainSwitch] });
  await openConnection(page, await labelOf(page));
  await expect(page.getByText(/one session only/).first()).toBeVisible({ timeout: 15_000 });
  const run = page.getByRole('form').getByRole('button', { name: 'Show the account' });
  await expect(run).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Reconnect' }).first()).toBeVisible();
});

test('a developer whose credentials were kept for one session reconnects to the stand-in after a restart with one click', async ({
  lab,
  github,
}) => {
  test.setTimeout(120_000);
  const folder = await makeWorkFolder('reconnect-session');
  const over = path.join(folder, 'over.json');
  const standIn = { label: 'octocat at home', config: { baseUrl: github.url }, secrets: { token: standInToken }, log: over };
  await writeFile(over, JSON.stringify({ sources: {}, standIns: { github: standIn } }));
  await handOver(over);
  const env = { WIZ_DEV: '1', WIZ_DEV_STAND_INS: over };
  const first = await lab.launch({ args: [keychainSwitch], env });
  const form = await openGithubForm(first.page, github);
  await form.getByRole('button', { name: 'Use the stand-in' }).click();
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByRole('button', { name: 'Check only' })).toBeHidden();
  expect(await checkScreen(first.page, 'development-keep')).toEqual([]);
  await form.getByRole('button', { name: 'Keep for this session only' }).click();
  await expect(githubHeading(first.page)).toBeVisible();
  await first.close();

  const { page } = await lab.launch({ userData: first.userData, args: [keychainSwitch], env });
  await openConnection(page, 'octocat at home');
  await expect(page.getByRole('button', { name: 'Reconnect' }).first()).toBeVisible();
  expect(await checkScreen(page, 'development-reconnect-session')).toEqual([]);
  await page.getByRole('button', { name: 'Use the stand-in' }).click();
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
});

async function labelOf(page: Parameters<typeof sidebar>[0]): Promise<string> {
  const link = sidebar(page).getByRole('list').getByRole('link').first();
  return (await link.getAttribute('aria-label')) ?? (await link.innerText()).split('\n')[0] ?? '';
}
