import { github } from '@wiz/contract-github';
import type { ServerBudget } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { implement, type RateControl } from '@wiz/integration-kit/main';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountHandlers } from './account.ts';
import { GithubClient } from './client.ts';
import { integration } from './index.ts';
import { issueHandlers } from './issues.ts';
import { connectGithub, type ConnectedGithub } from './testing/connected-github.ts';
import { startGithubStandIn, standInToken, type GithubStandIn } from './testing/stand-in.ts';

const repository = 'octocat/Hello-World';
let standIn: GithubStandIn;
let connected: ConnectedGithub;
const clock = new ManualClock();

beforeEach(async () => {
  standIn = await startGithubStandIn({ clock });
  connected = connectGithub(standIn.url, standInToken, { clock });
});

afterEach(async () => {
  await connected.disconnect();
  await standIn.close();
});

/** What the service tells the pipeline of GitHub's limits. */
function watchedRate(): { readonly rate: RateControl; readonly pauses: number[]; readonly observed: ServerBudget[] } {
  const pauses: number[] = [];
  const observed: ServerBudget[] = [];
  return { pauses, observed, rate: { pause: (ms) => pauses.push(ms), observe: (server) => observed.push(server) } };
}

it('implements the contract', () => {
  expect(integration.contract).toBe(github);
});

it('would not compile, nor start, without one of the operations', () => {
  const connect = () => {
    throw new TypeError('not needed here');
  };
  expect(() =>
    implement<typeof github, GithubClient>(github, {
      connect,
      verify: connect,
      // @ts-expect-error -- most of them are missing
      handlers: { ...accountHandlers, ...issueHandlers },
      previews: {},
    }),
  ).toThrow('"github.listRepositories" has no handler.');
});

describe('a day with GitHub', () => {
  it('opens, labels, comments, closes and reopens an issue, and lists it each time as it is', async () => {
    const { number } = await connected.call('createIssue', { repository, title: 'Greet in French', body: 'Bonjour' });
    await connected.call('labelIssue', { repository, number, labels: ['enhancement', 'good first issue'] });
    expect(await connected.call('labelIssue', { repository, number, labels: ['question'], replace: true })).toMatchObject({
      labels: ['question'],
    });
    await connected.call('commentIssue', { repository, number, text: 'Oui' });
    expect((await connected.call('listIssueComments', { repository, number })).items).toMatchObject([{ author: 'octocat', text: 'Oui' }]);
    const listed = async () => (await connected.call('listIssues', { repository })).items.find((issue) => issue.number === number);
    expect(await listed()).toMatchObject({ title: 'Greet in French', state: 'open', labels: ['question'], comments: 1 });
    expect(await connected.call('closeIssue', { repository, number, reason: 'not_planned' })).toMatchObject({
      state: 'closed',
      reason: 'not_planned',
    });
    expect(await listed()).toBeUndefined();
    expect(await connected.call('reopenIssue', { repository, number })).toMatchObject({ state: 'open', reason: 'reopened', closed: null });
    expect(await connected.call('getIssue', { repository, number })).toMatchObject({ body: 'Bonjour', author: 'octocat' });
  });

  it('leaves pull requests out of issues, and shows them and their files by themselves', async () => {
    const { items } = await connected.call('listIssues', { repository, state: 'all' });
    expect(items.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    const pulls = await connected.call('listPulls', { repository });
    expect(pulls.items).toMatchObject([{ number: 4, title: 'Amazing new feature', state: 'open' }]);
    expect(await connected.call('getPull', { repository, number: 4 })).toMatchObject({ files: 2 });
    const files = await connected.call('listPullFiles', { repository, number: 4 });
    expect(files.items.map(({ path }) => path)).toEqual(['greeting.txt', 'docs/readme.md']);
  });

  it('starts a failed run again, once, and not while it runs', async () => {
    const { items } = await connected.call('listWorkflowRuns', { repository, status: 'failure' });
    const run = items[0]?.run ?? 0;
    await connected.call('rerunWorkflow', { repository, run });
    expect((await connected.call('listWorkflowRuns', { repository, status: 'queued' })).items).toMatchObject([{ run, attempt: 2 }]);
    await expect(connected.call('rerunWorkflow', { repository, run })).rejects.toMatchObject({
      category: 'conflict',
      message: expect.stringContaining('This workflow is already running') as string,
    });
  });

  it('marks a notification as read, twice as well as once', async () => {
    const [first] = (await connected.call('listNotifications', {})).items;
    const thread = first?.thread ?? '';
    expect(first).toMatchObject({
      title: 'Amazing new feature',
      kind: 'PullRequest',
      url: 'https://github.com/octocat/Hello-World/pull/4',
    });
    for (let times = 0; times < 2; times += 1) await connected.call('markNotificationRead', { thread });
    expect((await connected.call('listNotifications', {})).items.map((one) => one.thread)).not.toContain(thread);
    expect((await connected.call('listNotifications', { all: true })).items).toContainEqual({ ...first, state: 'read' });
  });

  it('finds and shows repositories, and goes through all pages of them', async () => {
    for (let index = 0; index < 150; index += 1) standIn.world.addRepository(`octocat/made-${String(index)}`);
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await connected.call('listRepositories', { cursor });
      all.push(...page.items.map(({ fullName }) => fullName));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(all).toHaveLength(152);
    expect(new Set(all).size).toBe(152);
    expect(await connected.call('searchRepositories', { query: 'hello' })).toMatchObject({ total: 1, items: [{ fullName: repository }] });
    expect(await connected.call('getRepository', { repository: 'OCTOCAT/hello-world' })).toMatchObject({ fullName: repository, open: 3 });
  });

  it('goes on in a list with the same question', async () => {
    const hello = standIn.world.repository(repository);
    if (hello === undefined) throw new TypeError('The stand-in begins with it.');
    for (let index = 0; index < 120; index += 1) standIn.world.addIssue(hello, { title: `Number ${String(index)}`, labels: ['bug'] });
    const first = await connected.call('listIssues', { repository, labels: ['bug'] });
    const second = await connected.call('listIssues', { repository, labels: ['bug'], cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([100, 21, null]);
    expect(standIn.requests.at(-1)?.path).toBe(
      `/repos/${repository}/issues?state=open&sort=updated&direction=desc&labels=bug&per_page=100&page=2`,
    );
  });

  it('works for GitHub Enterprise Server, below its path', async () => {
    const server = await startGithubStandIn({ prefix: '/api/v3' });
    const enterprise = connectGithub(`${server.url}/`);
    expect((await enterprise.call('listIssues', { repository })).items).toHaveLength(2);
    await enterprise.disconnect();
    await server.close();
  });
});

describe('limits', () => {
  it('are told to the pipeline with each answer, but not those for searches', async () => {
    const { rate, observed } = watchedRate();
    await connected.call('account', {}, { rate });
    expect(observed).toMatchObject([{ remaining: 4999 }]);
    await connected.call('searchRepositories', { query: 'hello' }, { rate });
    expect(observed).toHaveLength(1);
  });

  it('hold everything back until the time that GitHub names', async () => {
    const { rate, pauses } = watchedRate();
    await standIn.fail({ secondaryLimit: { retryAfter: 90 } });
    await standIn.fail({ secondaryLimit: {} });
    for (const retryAfterMs of [90_000, 60_000])
      await expect(connected.call('listIssues', { repository }, { rate })).rejects.toMatchObject({
        category: 'rate_limit_error',
        retryAfterMs,
      });
    expect(pauses).toEqual([90_000, 60_000]);
  });

  it('that are used up last until they are filled again', async () => {
    const { rate, pauses } = watchedRate();
    const small = await startGithubStandIn({ clock, limits: { core: 1, search: 1 } });
    const other = connectGithub(small.url, standInToken, { clock });
    await other.call('account', {});
    await expect(other.call('listRepositories', {}, { rate })).rejects.toMatchObject({
      category: 'rate_limit_error',
      code: 'primary_limit',
    });
    await other.call('searchRepositories', { query: 'hello' });
    await expect(other.call('searchRepositories', { query: 'hallo' }, { rate })).rejects.toMatchObject({ code: 'primary_limit' });
    expect(pauses).toEqual([3_600_000, 60_000]);
    expect(await other.call('rateLimit', {})).toMatchObject({ remaining: 0, limit: 1 });
    await other.disconnect();
    await small.close();
  });

  it('are not touched by what has not changed', async () => {
    const one = await connected.call('getIssue', { repository, number: 1 });
    expect(await connected.call('getIssue', { repository, number: 1 })).toEqual(one);
    expect(await connected.call('rateLimit', {})).toMatchObject({ remaining: 4999 });
  });
});

describe('trouble', () => {
  it('with a private or missing repository says that it may be the token', async () => {
    await expect(connected.call('getRepository', { repository: 'octocat/nowhere' })).rejects.toMatchObject({
      category: 'not_found',
      message: expect.stringContaining('does not show it to this token') as string,
    });
  });

  it('with the token’s rights names what it lacks', async () => {
    const tokens = {
      classic: { login: 'o', id: 1, scopes: ['gist'] },
      fine: { login: 'o', id: 1, permissions: { issues: 'read' as const } },
    };
    const strict = await startGithubStandIn({ tokens });
    for (const [token, lack] of [
      ['classic', 'repo or public_repo'],
      ['fine', 'issues (write)'],
    ] as const) {
      const weak = connectGithub(strict.url, token);
      await expect(weak.call('createIssue', { repository, title: 'x' })).rejects.toMatchObject({
        category: 'permission_error',
        message: expect.stringContaining(lack) as string,
        outcome: 'none',
      });
      await weak.disconnect();
    }
    await strict.close();
  });

  it('with issues that are switched off says so', async () => {
    standIn.world.addRepository('octocat/quiet', { issuesEnabled: false });
    await expect(connected.call('createIssue', { repository: 'octocat/quiet', title: 'x' })).rejects.toMatchObject({
      category: 'not_found',
      statusCode: 410,
    });
  });

  it('leaves open whether a change was made whose answer got lost, and makes it once', async () => {
    await standIn.fail({ loseAnswer: true });
    await expect(connected.call('createIssue', { repository, title: 'Once' })).rejects.toMatchObject({
      category: 'network_error',
      outcome: 'unknown',
    });
    expect((await connected.call('listIssues', { repository })).items.filter(({ title }) => title === 'Once')).toHaveLength(1);
  });

  it('says that nothing was done when nobody could be reached', async () => {
    await standIn.fail({ down: true });
    await expect(connected.call('createIssue', { repository, title: 'Never' })).rejects.toMatchObject({
      category: 'network_error',
      outcome: 'none',
    });
    await standIn.heal();
  });

  it('ends at once when the call is given up', async () => {
    await standIn.fail({ slow: 60_000 });
    const stop = new AbortController();
    const call = connected.call('listIssues', { repository }, { signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toMatchObject({ category: 'cancelled' });
  });

  it('never shows the token, wherever GitHub repeats it', async () => {
    await standIn.fail({
      status: 422,
      body: { message: `No such thing: ${standInToken}`, errors: [{ field: 'title', message: standInToken }] },
    });
    const error: unknown = await connected.call('createIssue', { repository, title: 'x' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'validation_error' });
    expect(JSON.stringify(error) + String(error)).not.toContain(standInToken);
  });

  it('reads a broken list as broken, not as empty', async () => {
    await standIn.fail({ status: 200, body: { items: [] } });
    await standIn.fail({ status: 200, body: [{ number: 'one' }] });
    for (let times = 0; times < 2; times += 1)
      await expect(connected.call('listIssues', { repository })).rejects.toMatchObject({ category: 'protocol_error' });
  });
});
