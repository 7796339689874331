import { github } from '@wiz/contract-github';
import type { In } from '@wiz/integration-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { cannedTransport, type CannedAnswer, type CannedTransport } from './testing/canned-transport.ts';
import { connectGithub } from './testing/connected-github.ts';
import { exchangeProblems } from './testing/exchange-check.ts';
import { OpenApi } from './testing/openapi.ts';

type Operations = typeof github.operations;
type Wire = Readonly<Record<string, unknown>>;

// What GitHub publishes as its answers; see src/testing/openapi.json for where it comes from.
const api = new OpenApi();
const repository = 'octocat/Hello-World';
const number = 1347;
const base = 'https://api.github.com';
const unlinked: { readonly sent: CannedTransport['sent'] }[] = [];

/** What was sent has to be what GitHub describes, whatever else a test looks at. */
afterEach(() => {
  for (const { sent } of unlinked.splice(0)) {
    for (const { method, url, body, headers } of sent) {
      expect(headers).toMatchObject({ accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' });
      const json: unknown = body === undefined ? undefined : JSON.parse(new TextDecoder().decode(body));
      expect(exchangeProblems(api, { method, path: url.slice(base.length), body: json })).toEqual([]);
    }
  }
});

async function call<K extends keyof Operations>(operation: K, input: In<Operations[K]['input']>, ...answers: readonly CannedAnswer[]) {
  const transport = cannedTransport(...answers);
  unlinked.push(transport);
  const result = await connectGithub(base, 'ghp_x', { transport }).call(operation, input);
  const [request] = transport.sent;
  return { result, asked: request === undefined ? '' : `${request.method} ${request.url.slice(base.length)}`, sent: transport.sent };
}

function example(name: string): Wire {
  return api.example(name) as Wire;
}

/** The published issue is a pull request too; as an issue it has to be one alone. */
function issueAlone(): Wire {
  const { pull_request: _, ...issue } = example('issue');
  return issue;
}

const issueUrl = 'https://github.com/octocat/Hello-World/issues/1347';
const issue = {
  repository,
  number,
  title: 'Found a bug',
  state: 'open',
  author: 'octocat',
  labels: ['bug'],
  comments: 0,
  updated: Date.UTC(2011, 3, 22, 13, 33, 48),
  url: issueUrl,
};
const issueDetails = {
  ...issue,
  body: "I'm having a problem with this.",
  reason: 'completed',
  assignees: ['octocat'],
  milestone: 'v1.0',
  locked: true,
  created: Date.UTC(2011, 3, 22, 13, 33, 48),
  closed: null,
};

describe('from what GitHub publishes', () => {
  it('account', async () => {
    const json = example('private-user-response-with-public-profile-information');
    const { result, asked } = await call('account', {}, { json, headers: { 'x-oauth-scopes': 'repo, notifications' } });
    expect(asked).toBe('GET /user');
    expect(result).toEqual({
      login: 'octocat',
      name: 'monalisa octocat',
      id: 1,
      scopes: ['repo', 'notifications'],
      url: 'https://github.com/octocat',
    });
    expect((await call('account', {}, { json })).result.scopes).toBeNull();
  });

  it('listRepositories', async () => {
    const { result, asked } = await call('listRepositories', {}, { json: api.example('repository-items-default-response') });
    expect(asked).toBe('GET /user/repos?sort=pushed&direction=desc&per_page=100');
    expect(result).toEqual({
      items: [
        {
          fullName: repository,
          description: 'This your first repo!',
          visibility: 'public',
          language: null,
          stars: 80,
          open: 0,
          archived: false,
          pushed: Date.UTC(2011, 0, 26, 19, 6, 43),
          url: 'https://github.com/octocat/Hello-World',
        },
      ],
      nextCursor: null,
      unreadable: 0,
    });
  });

  it('getRepository', async () => {
    const { result, asked } = await call('getRepository', { repository }, { json: example('full-repository-default-response') });
    expect(asked).toBe('GET /repos/octocat/Hello-World');
    expect(result).toMatchObject({
      ...{ fullName: repository, branch: 'master', topics: ['octocat', 'atom', 'electron', 'api'], licence: 'MIT' },
      ...{ fork: false, forks: 9, watchers: 42, issues: true, created: Date.UTC(2011, 0, 26, 19, 1, 12) },
    });
  });

  it('searchRepositories', async () => {
    const { result, asked } = await call(
      'searchRepositories',
      { query: 'tetris stars:>1' },
      { json: example('repo-search-result-item-paginated') },
    );
    expect(asked).toBe('GET /search/repositories?q=tetris%20stars%3A%3E1&per_page=100');
    expect(result).toMatchObject({
      total: 40,
      incomplete: false,
      nextCursor: null,
      items: [{ fullName: 'dtrupenn/Tetris', stars: 1, language: 'Assembly' }],
    });
  });

  it('listIssues, of which the published one is a pull request and left out', async () => {
    const { result, asked } = await call(
      'listIssues',
      { repository, labels: ['bug', 'help wanted'] },
      { json: [issueAlone(), ...(api.example('issue-items') as Wire[])] },
    );
    expect(asked).toBe(
      'GET /repos/octocat/Hello-World/issues?state=open&sort=updated&direction=desc&labels=bug%2Chelp%20wanted&per_page=100',
    );
    expect(result).toEqual({ items: [issue], nextCursor: null, unreadable: 0 });
  });

  it('getIssue', async () => {
    const { result, asked } = await call('getIssue', { repository, number }, { json: example('issue') });
    expect(asked).toBe('GET /repos/octocat/Hello-World/issues/1347');
    expect(result).toEqual(issueDetails);
  });

  it('listIssueComments', async () => {
    const { result, asked } = await call('listIssueComments', { repository, number }, { json: api.example('issue-comment-items') });
    expect(asked).toBe('GET /repos/octocat/Hello-World/issues/1347/comments?per_page=100');
    const written = Date.UTC(2011, 3, 14, 16, 0, 49);
    expect(result.items).toEqual([
      { author: 'octocat', text: 'Me too', created: written, updated: written, url: `${issueUrl}#issuecomment-1` },
    ]);
  });

  it('createIssue, with nothing in it that was not given', async () => {
    const { result, asked, sent } = await call(
      'createIssue',
      { repository, title: ' Found a bug ' },
      { status: 201, json: example('issue') },
    );
    expect(asked).toBe('POST /repos/octocat/Hello-World/issues');
    expect(bodyOf(sent)).toEqual({ title: 'Found a bug' });
    expect(result).toEqual(issueDetails);
    const whole = { title: 'Found a bug', body: 'Text', labels: ['bug'] };
    expect(bodyOf((await call('createIssue', { repository, ...whole }, { status: 201, json: example('issue') })).sent)).toEqual(whole);
  });

  it('commentIssue', async () => {
    const { result, asked, sent } = await call(
      'commentIssue',
      { repository, number, text: 'Me too' },
      { status: 201, json: example('issue-comment') },
    );
    expect([asked, bodyOf(sent)]).toEqual(['POST /repos/octocat/Hello-World/issues/1347/comments', { body: 'Me too' }]);
    expect(result).toMatchObject({ author: 'octocat', text: 'Me too' });
  });

  it('closeIssue and reopenIssue', async () => {
    const closed = await call(
      'closeIssue',
      { repository, number, reason: 'not_planned' },
      { json: { ...example('issue'), state: 'closed', state_reason: 'not_planned' } },
    );
    expect([closed.asked, bodyOf(closed.sent)]).toEqual([
      'PATCH /repos/octocat/Hello-World/issues/1347',
      { state: 'closed', state_reason: 'not_planned' },
    ]);
    expect(closed.result).toMatchObject({ state: 'closed', reason: 'not_planned' });
    const opened = await call('reopenIssue', { repository, number }, { json: example('issue') });
    expect([opened.asked, bodyOf(opened.sent)]).toEqual(['PATCH /repos/octocat/Hello-World/issues/1347', { state: 'open' }]);
  });

  it('labelIssue, adding or replacing', async () => {
    const json = api.example('label-items');
    const added = await call('labelIssue', { repository, number, labels: ['enhancement'] }, { json });
    expect([added.asked, bodyOf(added.sent)]).toEqual(['POST /repos/octocat/Hello-World/issues/1347/labels', { labels: ['enhancement'] }]);
    expect(added.result).toEqual({ repository, number, labels: ['bug', 'enhancement'] });
    expect((await call('labelIssue', { repository, number, labels: ['bug'], replace: true }, { json })).asked).toMatch(/^PUT /);
  });

  it('listPulls and getPull', async () => {
    const pull = {
      ...{ repository, number, title: 'Amazing new feature', state: 'merged', author: 'octocat', labels: ['bug'] },
      ...{
        from: 'octocat:new-topic',
        into: 'master',
        updated: Date.UTC(2011, 0, 26, 19, 1, 12),
        url: 'https://github.com/octocat/Hello-World/pull/1347',
      },
    };
    const listed = await call('listPulls', { repository, state: 'all' }, { json: api.example('pull-request-simple-items') });
    expect(listed.asked).toBe('GET /repos/octocat/Hello-World/pulls?state=all&sort=updated&direction=desc&per_page=100');
    expect(listed.result.items).toEqual([{ ...pull, draft: false }]);
    const one = await call('getPull', { repository, number }, { json: example('pull-request') });
    expect(one.asked).toBe('GET /repos/octocat/Hello-World/pulls/1347');
    expect(one.result).toMatchObject({
      ...{ number, body: 'Please pull these awesome changes in!', mergeable: true, commits: 3, files: 5, additions: 100, deletions: 3 },
      ...{ comments: 10, remarks: 0, reviewers: ['other_user', 'Justice League'] },
    });
  });

  it('listPullFiles', async () => {
    const { result, asked } = await call('listPullFiles', { repository, number }, { json: api.example('diff-entry-items') });
    expect(asked).toBe('GET /repos/octocat/Hello-World/pulls/1347/files?per_page=100');
    expect(result.items).toEqual([
      {
        ...{ path: 'file1.txt', change: 'added', before: null, additions: 103, deletions: 21 },
        url: 'https://github.com/octocat/Hello-World/blob/6dcb09b5b57875f334f61aebed695e2e4193db5e/file1.txt',
      },
    ]);
  });

  it('listWorkflowRuns', async () => {
    const json = example('workflow-run-paginated');
    const { result, asked } = await call('listWorkflowRuns', { repository: 'octo-org/octo-repo', branch: 'master' }, { json });
    expect(asked).toBe('GET /repos/octo-org/octo-repo/actions/runs?branch=master&per_page=100');
    expect(result).toMatchObject({ total: 1, nextCursor: null, unreadable: 0 });
    const moment = Date.UTC(2020, 0, 22, 19, 33, 8);
    expect(result.items).toEqual([
      {
        ...{
          repository: 'octo-org/octo-repo',
          run: 30433642,
          workflow: 'Build',
          title: 'Update README.md',
          status: 'queued',
          conclusion: null,
        },
        ...{ branch: 'master', event: 'push', actor: 'octocat', attempt: 1, started: moment, updated: moment },
        url: 'https://github.com/octo-org/octo-repo/actions/runs/30433642',
      },
    ]);
    expect((await call('listWorkflowRuns', { repository, status: 'failure' }, { json })).asked).toContain(
      '/runs?status=failure&per_page=100',
    );
  });

  it('rerunWorkflow', async () => {
    const { result, asked, sent } = await call('rerunWorkflow', { repository, run: 30433642 }, { status: 201, json: {} });
    expect([asked, sent[0]?.body]).toEqual(['POST /repos/octocat/Hello-World/actions/runs/30433642/rerun', undefined]);
    expect(result).toEqual({ repository, run: 30433642 });
  });

  it('listNotifications', async () => {
    const { result, asked } = await call('listNotifications', { all: true }, { json: api.example('thread-items') });
    expect(asked).toBe('GET /notifications?all=true&participating=false&per_page=50');
    expect(result.items).toEqual([
      {
        ...{ thread: '1', title: 'Greetings', kind: 'Issue', reason: 'subscribed', repository, state: 'unread' },
        ...{ updated: Date.UTC(2014, 10, 7, 22, 1, 45), url: 'https://github.com/octocat/Hello-World/issues/123' },
      },
    ]);
  });

  it('markNotificationRead', async () => {
    const { result, asked } = await call('markNotificationRead', { thread: '1' }, { status: 205 });
    expect(asked).toBe('PATCH /notifications/threads/1');
    expect(result).toEqual({ thread: '1', state: 'read' });
  });

  it('rateLimit', async () => {
    const { result, asked } = await call('rateLimit', {}, { json: example('rate-limit-overview') });
    expect(asked).toBe('GET /rate_limit');
    expect(result).toMatchObject({ remaining: 4999, limit: 5000, resets: 1691591363_000 });
    expect(result.quotas).toHaveLength(10);
    expect(result.quotas).toContainEqual({ name: 'search', limit: 30, used: 12, remaining: 18, resets: 1691591091_000 });
  });

  it('rateLimit, of a server that sets none', async () => {
    const { result } = await call('rateLimit', {}, { status: 404, json: { message: 'Rate limiting is not enabled.' } });
    expect(result).toEqual({ remaining: null, limit: null, resets: null, quotas: [] });
    await expect(call('rateLimit', {}, { status: 404, json: { message: 'Not Found' } })).rejects.toMatchObject({ category: 'not_found' });
  });
});

function bodyOf(sent: CannedTransport['sent']): unknown {
  return JSON.parse(new TextDecoder().decode(sent[0]?.body));
}
