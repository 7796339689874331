import { standInToken, type GithubStandIn } from '@wiz/integration-github/testing';
import {
  choose,
  connect,
  connectGithub,
  fromRow,
  githubHeading,
  listIssues,
  openGithubForm,
  result,
  tokenInput,
} from '../../driver/github.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import type { Desktop } from '../../driver/launch-desktop.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { doneSentence, openOperation, runButton, sidebar } from '../../driver/steps.ts';
import type { Lab } from '../../fixtures.ts';
import { expect, test } from './github-test.ts';

const poor = 'ghp_poor0000000000000000000000000000000';

test.use({ tokens: { [standInToken]: { login: 'octocat', id: 1 }, [poor]: { login: 'octocat', id: 1, scopes: ['gist'] } } });
test.beforeEach(({ unlock }) => unlock());

async function connected(lab: Lab, github: GithubStandIn): Promise<Desktop> {
  const desktop = await lab.launch({ args: [keychainSwitch] });
  await connectGithub(desktop.page, github);
  return desktop;
}

test('connects only with a token that works, and says exactly why another one does not', async ({ lab, github }) => {
  const { page, complaints } = await lab.launch({ args: [keychainSwitch] });
  const form = await openGithubForm(page, github);
  await tokenInput(form).fill('ghp_wrong');
  await connect(form);
  await expect(form).toContainText('GitHub does not accept this token.');
  await tokenInput(form).fill(poor);
  await connect(form);
  await expect(form).toContainText(/scope/);
  await expect(form).toContainText('repo');
  await tokenInput(form).fill(standInToken);
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('issues are listed, opened, commented and closed without typing an id', async ({ lab, github }) => {
  const { page, complaints } = await connected(lab, github);
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
  expect(await checkScreen(page, 'github-issues')).toEqual([]);

  const comment = await fromRow(page, 'Found a bug', 'Comment on an issue');
  await comment.getByRole('textbox', { name: 'Comment' }).fill('Seen here too.');
  await runButton(comment, 'Comment on an issue').click();
  await expect(doneSentence(page, 'Commented as octocat.')).toBeVisible();

  const open = await openOperation(page, 'Open an issue');
  await choose(page, open, 'Repository', 'octocat/Hello-World');
  await open.getByRole('textbox', { name: 'Title' }).fill('The lamp flickers');
  await runButton(open, 'Open an issue').click();
  await expect(doneSentence(page, 'Opened the issue “The lamp flickers”.')).toBeVisible();

  // The list that was there before shows the new one, without being asked for past the cache.
  await expect((await listIssues(page)).getByRole('row', { name: /The lamp flickers/ })).toBeVisible();
  const close = await fromRow(page, 'The lamp flickers', 'Close an issue');
  await runButton(close, 'Close an issue').click();
  await expect(doneSentence(page, 'Closed the issue “The lamp flickers”.')).toBeVisible();
  await expect((await listIssues(page)).getByRole('row', { name: /Found a bug/ })).toBeVisible();
  await expect(result(page).getByRole('row', { name: /The lamp flickers/ })).toHaveCount(0);
  expect(github.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /repos/octocat/Hello-World/issues/1/comments',
    'POST /repos/octocat/Hello-World/issues',
    expect.stringMatching(/^PATCH \/repos\/octocat\/Hello-World\/issues\/\d+$/),
  ]);
  expect(complaints).toEqual([]);
});

test('a secondary limit counts down, and nothing leaves before its end', async ({ lab, github }) => {
  const { page } = await connected(lab, github);
  const form = await openOperation(page, 'List repositories');
  await github.fail({ secondaryLimit: { retryAfter: 9 }, match: ({ path }) => path.startsWith('/user/repos') });
  await runButton(form, 'List repositories').click();
  await expect(page.getByText(/GitHub asked us to wait until/).first()).toBeVisible();
  const refusedAt = Date.now();
  const before = github.requests.length;
  expect(await checkScreen(page, 'github-waiting')).toEqual([]);
  await expect(result(page).getByRole('row', { name: /Hello-World/ })).toBeHidden();
  await expect.poll(() => github.requests.length, { intervals: [20], timeout: 20_000 }).toBeGreaterThan(before);
  // The limit was set a moment before the window showed it.
  expect(Date.now() - refusedAt).toBeGreaterThan(7000);
  await expect(result(page).getByRole('row', { name: /Hello-World/ })).toBeVisible();
  await sidebar(page).getByRole('link', { name: 'Journal' }).click();
  await page.getByRole('region', { name: 'Runs' }).getByRole('link').filter({ hasText: 'List repositories' }).first().click();
  await expect(page.getByText('Timeline')).toBeVisible();
  expect(await checkScreen(page, 'github-run-with-wait')).toEqual([]);
});

test('an issue whose answer was lost “may have been done”, and looking shows that it was', async ({ lab, github }) => {
  const { page } = await connected(lab, github);
  const form = await openOperation(page, 'Open an issue');
  await choose(page, form, 'Repository', 'octocat/Hello-World');
  await form.getByRole('textbox', { name: 'Title' }).fill('Opened once');
  await github.fail({ loseAnswer: true, match: ({ method }) => method === 'POST' });
  await runButton(form, 'Open an issue').click();
  const notice = page.getByRole('alert', { name: 'It may have been done' });
  await expect(notice).toBeVisible();
  expect(await checkScreen(page, 'github-outcome-unknown')).toEqual([]);
  expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  await notice.getByRole('button', { name: /^Check/ }).click();
  await expect(result(page).getByRole('row', { name: /Opened once/ })).toHaveCount(1);
});
