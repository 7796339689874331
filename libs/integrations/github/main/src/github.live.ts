// The reading half against GitHub itself, with somebody's own token: `WIZ_GITHUB_TOKEN=… npx nx live integration-github`.
// It changes nothing there, and never runs as part of the tests.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectGithub, type ConnectedGithub } from './testing/connected-github.ts';

/** GitHub's own public example, and a public repository in which there is something of everything. */
const [example, busy] = ['octocat/Hello-World', 'cli/cli'];

let github: ConnectedGithub;
const open: ConnectedGithub[] = [];

beforeAll(() => {
  const token = process.env['WIZ_GITHUB_TOKEN'] ?? '';
  if (token === '') throw new Error('Set WIZ_GITHUB_TOKEN to a personal access token of yours; one without any permission will do.');
  github = connectGithub('https://api.github.com', token);
  open.push(github);
});

afterAll(async () => {
  for (const one of open) await one.disconnect();
});

describe('GitHub itself', () => {
  it('says whose token it is, and how much of the limit is left', async () => {
    const { login, id } = await github.call('account', {});
    expect(await github.verify()).toEqual({ account: `api.github.com:${String(id)}`, label: login });
    const { limit, quotas } = await github.call('rateLimit', {});
    expect(limit).toBeGreaterThanOrEqual(5000);
    expect(quotas.map(({ name }) => name)).toEqual(expect.arrayContaining(['core', 'search']));
  });

  it('lists and shows repositories that can all be read', async () => {
    expect((await github.call('listRepositories', {})).unreadable).toBe(0);
    expect(await github.call('getRepository', { repository: example })).toMatchObject({ fullName: example, visibility: 'public' });
    const found = await github.call('searchRepositories', { query: 'repo:cli/cli' });
    expect(found).toMatchObject({ unreadable: 0, total: 1, items: [{ fullName: busy }] });
  });

  it('lists issues that can all be read, page after page, and none twice', async () => {
    const first = await github.call('listIssues', { repository: busy, state: 'all' });
    const second = await github.call('listIssues', { repository: busy, state: 'all', cursor: first.nextCursor ?? '' });
    expect([first.unreadable, second.unreadable]).toEqual([0, 0]);
    const numbers = new Set(first.items.map(({ number }) => number));
    expect(second.items.filter(({ number }) => numbers.has(number))).toEqual([]);
    const issue = first.items.find(({ comments }) => comments > 0);
    if (issue === undefined) return;
    expect(await github.call('getIssue', { repository: busy, number: issue.number })).toMatchObject({ number: issue.number });
    expect((await github.call('listIssueComments', { repository: busy, number: issue.number })).items).not.toEqual([]);
  });

  it('lists pull requests, their files and workflow runs that can all be read', async () => {
    const { items, unreadable } = await github.call('listPulls', { repository: busy, state: 'all' });
    const [pull] = items;
    expect([unreadable, pull?.repository]).toEqual([0, busy]);
    const number = pull?.number ?? 0;
    const { files } = await github.call('getPull', { repository: busy, number });
    expect((await github.call('listPullFiles', { repository: busy, number })).items).toHaveLength(Math.min(files, 100));
    expect((await github.call('listWorkflowRuns', { repository: busy })).unreadable).toBe(0);
  });

  it('says what it does not know', async () => {
    await expect(github.call('getRepository', { repository: 'octocat/there-is-no-such-repository' })).rejects.toMatchObject({
      category: 'not_found',
    });
  });
});
