import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { callOrder } from './call-order.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
/** Of the last one the example is no good input. @type {Readonly<Record<string, unknown>>} */
const examples = { createIssue: { repository: 'a/b', title: "It doesn't" }, getIssue: { repository: 'a/b' } };
const order = (/** @type {string[]} */ ...args) =>
  callOrder(args, { ...contracts }, (_id, operation) => Promise.resolve(examples[operation]));

describe('a call from the terminal', () => {
  it('is understood', async () => {
    expect(await order('github', 'listIssues', '--stand-in', '--input', '{"repository":"a/b"}')).toMatchObject({
      ...{ contract: { id: 'github' }, operation: 'listIssues', input: { repository: 'a/b' }, config: {}, standIn: true },
    });
  });

  it.each([
    ['no integration', [], /^usage: /],
    ['an integration that is not there', ['gitlab', 'x'], /no integration “gitlab”.*filesystem, github/],
    ['no operation', ['github'], /usage: [\s\S]+listIssues +read +\S/],
    ['an operation that is not there', ['github', 'listIsues'], /GitHub has no operation “listIsues”[\s\S]+ {2}listIssues/],
    ['one that every object has', ['github', 'toString'], /has no operation/],
    ['an input that is no JSON', ['github', 'listIssues', '--input={repository}'], /--input is not JSON[\s\S]+with the quotes/],
    ['an input without a field', ['github', 'listIssues'], /input of “listIssues” is not right:\n {2}repository: /],
    ['an input with a wrong field', ['filesystem', 'read', '--input={"path":5}'], /\n {2}path: /],
    ['an input that is no object', ['github', 'getIssue', '--input=5'], /not right:\n {2}Invalid input: expected object/],
    [
      'an input that an example is known for',
      ['github', 'createIssue'],
      String.raw`--input='{"repository":"a/b","title":"It doesn'\''t"}'`,
    ],
    ['an input that none is known for', ['github', 'getIssue'], `--input='{"repository":"…","number":"…"}'`],
    ['an option that is not there', ['github', 'listIssues', '--stand'], /--stand[\s\S]+usage/],
    ['a word too many', ['github', 'listIssues', 'now'], /usage/],
  ])('is refused in words for %s', async (_, args, words) => {
    await expect(order(...args)).rejects.toThrow(words);
  });
});

it('starts the stand-in by itself, for an answer and for a stream, and says a mistake without a stack', { timeout: 60_000 }, async () => {
  const call = (/** @type {string[]} */ ...args) =>
    promisify(execFile)(process.execPath, ['tools/call.mjs', ...args], { cwd: root }).then(
      ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
      (/** @type {{ stdout: string, stderr: string, code: number }} */ failed) => failed,
    );
  const [answered, streamed, refused, asked] = await Promise.all([
    call('github', 'listIssues', '--stand-in', '--input={"repository":"octocat/Hello-World"}'),
    call('filesystem', 'search', '--stand-in', '--input={"query":"invoice"}'),
    call('github', 'listIsues', '--stand-in'),
    call('github', 'getIssue', '--stand-in'),
  ]);
  expect(answered.code, answered.stderr).toBe(0);
  expect(JSON.parse(answered.stdout)).toMatchObject({
    data: { items: expect.arrayContaining([expect.objectContaining({ title: 'Found a bug' })]) },
  });
  expect(answered.stderr).toMatch(/^stand-in \[[\da-f-]{36}\]: GET \/repos\/octocat\/Hello-World\/issues/m);
  expect(streamed.code, streamed.stderr).toBe(0);
  expect(streamed.stdout).toContain('notes/today.txt');
  expect(refused.code).toBe(2);
  expect(refused.stderr).not.toMatch(/\n\s+at /);
  expect(asked.stderr).toContain(`--input='{"repository":"octocat/Hello-World","number":1}'`);
});
