import process from 'node:process';
import type { GithubStandIn } from '@wiz/integration-github/testing';
import type { Locator, Page } from '@playwright/test';
import { connectGithub } from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { doneSentence, openOperation, runButton } from '../../driver/steps.ts';
import type { Lab } from '../../fixtures.ts';
import { expect, test } from './github-test.ts';

test.beforeEach(({ unlock }) => unlock());

const paused = (page: Page): Locator => page.getByText(/Paused after failures; next try in/);

/** A connection whose system went down while it was used, up to the open circuit. */
async function broken(lab: Lab, github: GithubStandIn): Promise<{ readonly page: Page; readonly form: Locator }> {
  const { page } = await lab.launch({ args: [keychainSwitch] });
  await connectGithub(page, github);
  const form = await openOperation(page, 'Show the limits');
  await github.fail({ down: true });
  await runButton(form, 'Show the limits').click();
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 30_000 });
  await runButton(form, 'Show the limits').click();
  await expect(paused(page).first()).toBeVisible({ timeout: 30_000 });
  return { page, form };
}

test('a system that is down opens the circuit: runs fail at once, “try now” closes it again', async ({ lab, github }) => {
  test.setTimeout(120_000);
  const { page, form } = await broken(lab, github);
  await runButton(form, 'Show the limits').click();
  await expect(page.getByRole('alert', { name: 'Paused after failures' })).toBeVisible();
  expect(await checkScreen(page, 'github-paused')).toEqual([]);
  await github.heal();
  await page.getByRole('button', { name: 'Try now' }).first().click();
  await expect(paused(page)).toHaveCount(0);
  await runButton(form, 'Show the limits').click();
  await expect(doneSentence(page, /./)).toBeVisible();
});

test('an open circuit asks by itself when its time has come, and closes when the system is back', async ({ lab, github }) => {
  test.skip(process.env['WIZ_REPEAT'] === undefined, 'It waits a real minute: `npm run test:nightly` does, `npm test` has no time for it.');
  test.setTimeout(180_000);
  const { page, form } = await broken(lab, github);
  const whenOpened = github.requests.length;
  await github.heal();
  await expect(paused(page)).toHaveCount(0, { timeout: 90_000 });
  // One question brought the news.
  expect(github.requests.length - whenOpened).toBe(1);
  await runButton(form, 'Show the limits').click();
  await expect(doneSentence(page, /./)).toBeVisible();
});
