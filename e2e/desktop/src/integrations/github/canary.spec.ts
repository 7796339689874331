import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '@wiz/integration-github/testing';
import { openDiagnostics, referenceOf, saveDiagnostics } from '../../driver/diagnostics.ts';
import { filesWith } from '../../driver/files-with.ts';
import { connect, githubHeading, openGithubForm, tokenInput } from '../../driver/github.ts';
import { untilHealthIsKnown } from '../../driver/health.ts';
import { heapOf } from '../../driver/heap-of.ts';
import { dataOf } from '../../driver/ipc-client.ts';
import { keychainSwitch } from '../../driver/keychain.ts';
import { readLog } from '../../driver/log-file.ts';
import { checkScreen } from '../../driver/screen-check.ts';
import { openOperation, runButton, sidebar } from '../../driver/steps.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
import { expect, test } from './github-test.ts';

/** Parts of tokens that are found nowhere by chance. */
const right = 'CANARYright7f3a9c';
const wrong = 'CANARYwrong51b2e8';

const faults: readonly Fault[] = [
  { status: 401, body: { message: 'Bad credentials' } },
  { status: 403, body: { message: 'Resource not accessible by personal access token' } },
  { status: 404, body: { message: 'Not Found' } },
  { status: 422, body: { message: 'Validation Failed' } },
  { status: 200, body: 'no object' },
  { status: 500, times: 4 },
  { reset: true, times: 4 },
  // A system that repeats what it was sent.
  { status: 400, body: { message: `Bad token ghp_${right}00000000000000000000000` } },
];

const token = `ghp_${right}00000000000000000000000`;
test.use({ tokens: { [token]: { login: 'octocat', id: 1 } } });

test('a token is found only where it belongs: sealed on the disk, and on the wire', async ({ lab, github, unlock }) => {
  test.setTimeout(180_000);
  const folder = await makeWorkFolder('keychain');
  await unlock(folder);
  const first = await lab.launch({ args: [keychainSwitch] });
  const { page, userData } = first;

  // Through the window: refused, then taken. Afterwards the window has forgotten both.
  const form = await openGithubForm(page, github);
  await tokenInput(form).fill(`ghp_${wrong}0000`);
  await connect(form);
  await expect(form).toContainText('GitHub does not accept this token.');
  await tokenInput(form).fill(token);
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();
  await sidebar(page).getByRole('link', { name: 'Home' }).click();
  const seen = await heapOf(page);
  expect(seen.length).toBeGreaterThan(1_000_000);
  expect(seen.includes('Personal access token'), 'the snapshot holds what the window shows').toBe(true);
  expect(seen.includes(right)).toBe(false);
  expect(seen.includes(wrong)).toBe(false);

  // Through success and every kind of failure, with whatever main tells the window of them.
  const [connection] = (await dataOf(page, { path: 'connections.list' })) as readonly { readonly id: string }[];
  const told: unknown[] = [await dataOf(page, { path: 'connections.list' })];
  const run = async () =>
    dataOf(page, { path: 'github.listRepositories', input: { connection: connection?.id, force: true } }).then(
      (answer) => told.push(answer),
      (error: unknown) => told.push(String(error), error),
    );
  await run();
  for (const fault of faults) {
    await github.fail({ ...fault, match: ({ path }) => path.startsWith('/user/repos') });
    await run();
    await github.heal();
  }
  const { items } = (await dataOf(page, { path: 'runs.list', input: {} })) as { readonly items: readonly { readonly id: string }[] };
  for (const { id } of items) told.push(await dataOf(page, { path: 'runs.get', input: { id } }));
  told.push(await dataOf(page, { path: 'health.states' }));
  expect(items.length).toBeGreaterThanOrEqual(faults.length);
  expect(JSON.stringify(told)).not.toContain('CANARY');

  // What a failure can be found by is the same in window, log and diagnostics.
  await untilHealthIsKnown(page);
  const quoting = { status: 422, body: { message: `Not with ghp_${right}00000000000000000000000` } };
  await github.fail({ ...quoting, match: ({ path }) => path.startsWith('/notifications') });
  await sidebar(page).getByRole('list').getByRole('link').first().click();
  await runButton(await openOperation(page, 'List notifications'), 'List notifications').click();
  const failure = page.getByRole('alert').filter({ hasText: 'GitHub refused: Not with [redacted]' });
  const reference = await referenceOf(failure);
  await expect(async () => {
    const lines = (await readLog(userData)).split('\n').filter((line) => line.includes(reference));
    expect(lines.some((line) => line.includes('"call_failed"'))).toBe(true);
    expect(lines.some((line) => line.includes('"window_call_failed"'))).toBe(true);
  }).toPass();
  expect(github.requests.filter(({ requestId }) => requestId === reference).map(({ path }) => path)).toEqual([
    expect.stringMatching(/^\/notifications/),
  ]);
  const dialog = await openDiagnostics(page);
  await expect(dialog.getByRole('list', { name: 'Left out' })).toContainText('Tokens, passwords');
  expect(await checkScreen(page, 'github-diagnostics')).toEqual([]);
  const diagnostics = await saveDiagnostics(first, dialog);
  const bundle = JSON.parse(diagnostics.text) as {
    readonly runs: readonly { readonly correlationId: string }[];
    readonly log: readonly { readonly event: string; readonly correlationId?: string }[];
  };
  expect(bundle.runs[0]?.correlationId).toBe(reference);
  expect(bundle.runs.length).toBeGreaterThan(faults.length);
  expect(bundle.log.filter(({ correlationId }) => correlationId === reference).map(({ event }) => event)).toEqual([
    'call_failed',
    'window_call_failed',
  ]);
  expect(await filesWith(diagnostics.folder, right)).toEqual([]);
  expect(await filesWith(diagnostics.folder, wrong)).toEqual([]);
  expect(diagnostics.text).not.toContain('octocat');

  // A window that crashes, and one of the next day, to which the token comes by main alone.
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await first.close();
  await unlock(folder);
  const second = await lab.launch({ userData, args: [keychainSwitch] });
  // So many failures have opened the circuit, and it stays open over a restart.
  await untilHealthIsKnown(second.page);
  await sidebar(second.page).getByRole('list').getByRole('link').first().click();
  const list = await openOperation(second.page, 'List repositories');
  await runButton(list, 'List repositories').click();
  await expect(second.page.getByRole('row', { name: /Hello-World/ })).toBeVisible();
  expect((await heapOf(second.page)).includes(right)).toBe(false);
  await second.close();

  const control = await makeWorkFolder('control');
  for (const [at, content] of [
    Buffer.from(`x${token}`),
    Buffer.from(token, 'utf16le'),
    Buffer.from(`y${Buffer.from(`z${token}`).toString('base64')}`),
  ].entries())
    await writeFile(path.join(control, String(at)), content);
  expect(await filesWith(control, right), 'what looks for the token finds it').toHaveLength(3);
  expect(await filesWith(userData, right)).toEqual([]);
  expect(await filesWith(userData, wrong)).toEqual([]);
  expect(new Set(github.requests.map(({ tokenHash }) => tokenHash)).size).toBe(2);
});
