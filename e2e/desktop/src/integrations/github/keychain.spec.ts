import { standInToken } from '@wiz/integration-github/testing';
import { connect, connectGithub, githubHeading, listIssues, openGithubForm, tokenInput } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { openConnection, sidebar } from '../../driver/steps.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
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

async function labelOf(page: Parameters<typeof sidebar>[0]): Promise<string> {
  const link = sidebar(page).getByRole('list').getByRole('link').first();
  return (await link.getAttribute('aria-label')) ?? (await link.innerText()).split('\n')[0] ?? '';
}
