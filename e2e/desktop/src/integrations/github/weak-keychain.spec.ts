import process from 'node:process';
import { standInToken } from '@wiz/integration-github/testing';
import { connectGithub, githubHeading, listIssues } from '../../driver/github.ts';
import { keepWeakly, schemeOf } from '../../driver/kept-weakly.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { sidebar } from '../../driver/steps.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from './github-test.ts';

test('credentials that were kept weakly say so, and move into a keychain once one is there', async ({ lab, github, unlock }) => {
  test.skip(process.platform !== 'linux', 'Elsewhere there is no weak keychain.');
  test.setTimeout(180_000);
  const folder = await makeWorkFolder('keychain');
  await unlock(folder);
  const first = await lab.launch({ args: [keychainSwitch] });
  await connectGithub(first.page, github);
  await first.close();
  await keepWeakly(first.userData, { token: standInToken });

  await unlock(folder);
  const second = await lab.launch({ userData: first.userData, args: [keychainSwitch] });
  const { page } = second;
  await expect(page.getByRole('main').getByText('Weak protection')).toBeVisible();
  await sidebar(page).getByRole('list').getByRole('link').first().click();
  await expect(githubHeading(page)).toBeVisible();
  await expect(page.getByText('Weak protection')).toBeVisible();
  const move = page.getByRole('button', { name: 'Move them there' });
  await expect(move).toBeVisible();
  expect(await checkScreen(page, 'weak-keychain')).toEqual([]);
  await move.click();
  await expect(page.getByText('Weak protection')).toHaveCount(0);
  await expect(move).toHaveCount(0);
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
  await second.close();
  expect(await schemeOf(first.userData)).toBe('safe-storage');
});
