import process from 'node:process';
import { startGithubStandIn, type GithubStandIn } from '@wiz/integration-github/testing';
import type { Locator, Page } from '@playwright/test';
import { connectGithub } from '../../driver/github.ts';
import { keychainSwitch, startKeychain, type Keychain } from '../../driver/keychain.ts';
import { doneSentence, openOperation, runButton } from '../../driver/steps.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test, type Lab } from '../../fixtures.ts';

let github: GithubStandIn;
let keychain: Keychain | undefined;

test.beforeEach(async () => {
  github = await startGithubStandIn();
  keychain = await startKeychain(await makeWorkFolder('keychain'));
});
test.afterEach(async () => {
  await github.close();
  await keychain?.stop();
});

const paused = (page: Page): Locator => page.getByText(/Paused after failures; next try in/);

/** A connection whose system went down while it was used, up to the open circuit. */
async function broken(lab: Lab): Promise<{ readonly page: Page; readonly form: Locator }> {
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

test('a system that is down opens the circuit: runs fail at once, “try now” closes it again', async ({ lab }) => {
  test.setTimeout(120_000);
  const { page, form } = await broken(lab);
  await runButton(form, 'Show the limits').click();
  await expect(page.getByRole('alert', { name: 'Paused after failures' })).toBeVisible();
  await github.heal();
  await page.getByRole('button', { name: 'Try now' }).first().click();
  await expect(paused(page)).toHaveCount(0);
  await runButton(form, 'Show the limits').click();
  await expect(doneSentence(page, /./)).toBeVisible();
});

test('an open circuit asks by itself when its time has come, and closes when the system is back', async ({ lab }) => {
  test.skip(process.env['WIZ_REPEAT'] === undefined, 'It waits a real minute: `npm run test:nightly` does, `npm test` has no time for it.');
  test.setTimeout(180_000);
  const { page, form } = await broken(lab);
  const whenOpened = github.requests.length;
  await github.heal();
  await expect(paused(page)).toHaveCount(0, { timeout: 90_000 });
  // One question brought the news.
  expect(github.requests.length - whenOpened).toBe(1);
  await runButton(form, 'Show the limits').click();
  await expect(doneSentence(page, /./)).toBeVisible();
});
