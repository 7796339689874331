import { ManualClock, settle } from '@wiz/core/testing';
import { nodeTransport, type HttpTransport } from '@wiz/integration-kit/main';
import { afterEach, describe, expect, it } from 'vitest';
import { exchangeProblems } from './exchange-check.ts';
import { OpenApi } from './openapi.ts';
import { startGithubStandIn, standInToken, type GithubStandIn } from './stand-in.ts';
import type { StandInOptions } from './stand-in/options.ts';

const api = new OpenApi();
const hello = '/repos/octocat/Hello-World';
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly header: (name: string) => string | null;
}

interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function start(
  options: StandInOptions = {},
): Promise<{ standIn: GithubStandIn; readonly ask: (path: string, how?: Ask) => Promise<Answer> }> {
  const standIn = await startGithubStandIn(options);
  const transport = nodeTransport();
  open.push(transport, standIn);
  return { standIn, ask: (path, how = {}) => send(transport, `${standIn.url}${path}`, how) };
}

async function send(
  transport: HttpTransport,
  url: string,
  { method = 'GET', body, token = standInToken, headers = {}, signal }: Ask,
): Promise<Answer> {
  const response = await transport.send({
    method,
    url,
    headers: { 'user-agent': 'test', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)),
    signal: signal ?? new AbortController().signal,
  });
  const parts: Uint8Array[] = [];
  for await (const part of response.body) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text), header: (name) => response.header(name) };
}

describe('the stand-in', () => {
  it.each([
    ['GET', '/user'],
    ['GET', '/user/repos?sort=pushed&direction=desc&per_page=100'],
    ['GET', '/search/repositories?q=hello'],
    ['GET', '/rate_limit'],
    ['GET', '/notifications?all=true'],
    ['PATCH', '/notifications/threads/{thread}'],
    ['GET', hello],
    ['GET', `${hello}/issues?state=all`],
    ['POST', `${hello}/issues`, { title: 'New', body: 'Text', labels: ['bug'] }],
    ['POST', `${hello}/issues`, { body: 'without a title' }],
    ['GET', `${hello}/issues/1`],
    ['GET', `${hello}/issues/99`],
    ['PATCH', `${hello}/issues/1`, { state: 'closed', state_reason: 'not_planned' }],
    ['PATCH', `${hello}/issues/3`, { state: 'open' }],
    ['GET', `${hello}/issues/1/comments`],
    ['POST', `${hello}/issues/1/comments`, { body: 'Hm' }],
    ['POST', `${hello}/issues/1/labels`, { labels: ['question'] }],
    ['PUT', `${hello}/issues/1/labels`, { labels: ['question'] }],
    ['GET', `${hello}/pulls?state=all`],
    ['GET', `${hello}/pulls/4`],
    ['GET', `${hello}/pulls/4/files`],
    ['GET', `${hello}/actions/runs`],
    ['POST', `${hello}/actions/runs/{run}/rerun`],
  ] as const)('answers %s %s as GitHub’s description says', async (method, path, body?: unknown) => {
    const { standIn, ask } = await start();
    const thread = String(standIn.world.notifications[0]?.['id']);
    const run = String(standIn.world.repository('octocat/Hello-World')?.runs.find(({ status }) => status === 'completed')?.['id']);
    const filled = path.replace('{thread}', thread).replace('{run}', run);
    const { status, json } = await ask(filled, { method, body });
    // A field that is missing is the one thing here that the description does not allow to send.
    const request = status === 422 ? { title: 'x' } : body;
    expect(exchangeProblems(api, { method, path: filled, body: request, status, answer: json })).toEqual([]);
  });

  it('keeps what it is told: a new issue is in the list, a closed one is not, a comment counts', async () => {
    const { ask } = await start();
    const made = await ask(`${hello}/issues`, { method: 'POST', body: { title: 'Brand new' } });
    expect(made).toMatchObject({ status: 201, json: { number: 5, title: 'Brand new', state: 'open', user: { login: 'octocat' } } });
    await ask(`${hello}/issues/5/comments`, { method: 'POST', body: { body: 'First' } });
    await ask(`${hello}/issues/1`, { method: 'PATCH', body: { state: 'closed' } });
    const { json } = await ask(`${hello}/issues`);
    const numbers = (json as { number: number }[]).map(({ number }) => number);
    expect(numbers).toEqual(expect.arrayContaining([5, 4, 2]));
    expect(numbers).toHaveLength(3);
    expect((await ask(`${hello}/issues/5`)).json).toMatchObject({ comments: 1 });
  });

  it('leads every address that it hands out back to itself', async () => {
    const { standIn, ask } = await start({ prefix: '/api/v3' });
    const { json } = await ask(`${hello}/issues/1`);
    expect(json).toMatchObject({ url: `${standIn.url}${hello}/issues/1` });
    expect(JSON.stringify(json)).not.toContain('https://api.github.com');
  });

  it('hands out pages and links to the others', async () => {
    const { standIn, ask } = await start();
    const second = await ask(`${hello}/issues?state=all&per_page=1&page=2`);
    const at = (page: number) => `<${standIn.url}${hello}/issues?state=all&per_page=1&page=${String(page)}>`;
    expect(second.header('link')).toBe(`${at(1)}; rel="prev", ${at(1)}; rel="first", ${at(3)}; rel="next", ${at(4)}; rel="last"`);
    expect(second.json).toHaveLength(1);
    expect((await ask(`${hello}/issues?state=all`)).header('link')).toBeNull();
  });

  it('says what has not changed, without counting it', async () => {
    const { ask } = await start();
    const first = await ask(`${hello}/issues/1`);
    const again = await ask(`${hello}/issues/1`, { headers: { 'if-none-match': String(first.header('etag')) } });
    expect(again).toMatchObject({ status: 304, json: undefined });
    expect(again.header('x-ratelimit-used')).toBe(first.header('x-ratelimit-used'));
    await ask(`${hello}/issues/1/comments`, { method: 'POST', body: { body: 'x' } });
    expect((await ask(`${hello}/issues/1`, { headers: { 'if-none-match': String(first.header('etag')) } })).status).toBe(200);
  });

  it('knows only the tokens it was given, and writes none down', async () => {
    const { standIn, ask } = await start();
    expect(await ask('/user', { token: null })).toMatchObject({ status: 401, json: { message: 'Requires authentication' } });
    expect(await ask('/user', { token: 'ghp_wrong' })).toMatchObject({ status: 401, json: { message: 'Bad credentials' } });
    expect(await ask('/user')).toMatchObject({ status: 200, json: { login: 'octocat' } });
    expect(standIn.requests).toEqual([
      { method: 'GET', path: '/user', tokenHash: null, requestId: null },
      { method: 'GET', path: '/user', tokenHash: expect.stringMatching(/^[0-9a-f]{12}$/) as string, requestId: null },
      { method: 'GET', path: '/user', tokenHash: expect.stringMatching(/^[0-9a-f]{12}$/) as string, requestId: null },
    ]);
    expect(JSON.stringify(standIn.requests)).not.toContain(standInToken.slice(4, 12));
  });

  it('lets a token do only what its scopes or permissions allow, and says what was missing', async () => {
    const { ask } = await start({
      tokens: {
        classic: { login: 'octocat', id: 1, scopes: ['notifications'] },
        fine: { login: 'octocat', id: 1, permissions: { issues: 'read', metadata: 'read' } },
      },
    });
    const body = { title: 'x' };
    const classic = await ask(`${hello}/issues`, { method: 'POST', body, token: 'classic' });
    expect(classic.status).toBe(403);
    expect([classic.header('x-oauth-scopes'), classic.header('x-accepted-oauth-scopes')]).toEqual(['notifications', 'repo, public_repo']);
    const fine = await ask(`${hello}/issues`, { method: 'POST', body, token: 'fine' });
    expect(fine).toMatchObject({ status: 403, json: { message: 'Resource not accessible by personal access token' } });
    expect([fine.header('x-oauth-scopes'), fine.header('x-accepted-github-permissions')]).toEqual([null, 'issues=write']);
    expect((await ask(`${hello}/issues`, { token: 'fine' })).status).toBe(200);
    expect((await ask('/notifications', { token: 'fine' })).status).toBe(403);
    expect((await ask('/repos/octocat/secret-plans', { token: 'classic' })).status).toBe(404);
  });

  it('counts the limits by the hour, searches by the minute, each token for itself', async () => {
    const clock = new ManualClock();
    const token = { login: 'octocat', id: 7 };
    const { ask } = await start({ clock, limits: { core: 2, search: 1 }, tokens: { a: token, b: token } });
    const asA = { token: 'a' };
    await ask('/user', asA);
    expect((await ask('/user', asA)).header('x-ratelimit-remaining')).toBe('0');
    const refused = await ask('/user', asA);
    expect(refused).toMatchObject({ status: 403, json: { message: 'API rate limit exceeded for user ID 7.' } });
    expect(Number(refused.header('x-ratelimit-reset'))).toBe(clock.wallNow() / 1000 + 3600);
    expect((await ask('/user', { token: 'b' })).status).toBe(200);
    expect(await ask('/rate_limit', asA)).toMatchObject({ status: 200, json: { resources: { core: { remaining: 0, limit: 2 } } } });
    const search = '/search/repositories?q=hello';
    expect((await ask(search, asA)).header('x-ratelimit-resource')).toBe('search');
    expect((await ask(search, asA)).status).toBe(403);
    await clock.advance(60_000);
    expect((await ask(search, asA)).status).toBe(200);
    expect((await ask('/user', asA)).status).toBe(403);
    await clock.advance(3_540_000);
    expect((await ask('/user', asA)).status).toBe(200);
  });
});

describe('the stand-in, told to fail', () => {
  it('answers with a status, as often as it was told and where it matches', async () => {
    const { standIn, ask } = await start();
    await standIn.fail({ status: 502, times: 2, match: ({ path }) => path === '/user' });
    expect((await ask('/rate_limit')).status).toBe(200);
    expect([(await ask('/user')).status, (await ask('/user')).status, (await ask('/user')).status]).toEqual([502, 502, 200]);
  });

  it('breaks the connection before doing anything, or after doing it', async () => {
    const { standIn, ask } = await start();
    const post = () => ask(`${hello}/issues`, { method: 'POST', body: { title: 'Once' } });
    const count = () => standIn.world.repository('octocat/Hello-World')?.issues.size;
    await standIn.fail({ reset: true });
    await expect(post()).rejects.toThrow();
    expect(count()).toBe(4);
    await standIn.fail({ loseAnswer: true });
    await expect(post()).rejects.toThrow();
    expect(count()).toBe(5);
  });

  it('refuses with a secondary limit, with and without a time', async () => {
    const { standIn, ask } = await start();
    await standIn.fail({ secondaryLimit: { retryAfter: 90 } });
    await standIn.fail({ secondaryLimit: {} });
    const [timed, untimed] = [await ask('/user'), await ask('/user')];
    expect([timed.status, timed.header('retry-after'), untimed.status, untimed.header('retry-after')]).toEqual([403, '90', 403, null]);
  });

  it('is slow by its clock, and stops waiting when the client goes', async () => {
    const clock = new ManualClock();
    const { standIn, ask } = await start({ clock });
    await standIn.fail({ slow: 5000, times: 2 });
    const slow = ask('/user');
    await waitUntil(() => clock.pending === 1);
    await clock.advance(5000);
    expect((await slow).status).toBe(200);
    const stop = new AbortController();
    const given = ask('/user', { signal: stop.signal });
    await waitUntil(() => clock.pending === 1);
    stop.abort();
    await expect(given).rejects.toThrow();
    await waitUntil(() => clock.pending === 0);
  });

  it('is down until it is healed, with all that it knew', async () => {
    const { standIn, ask } = await start();
    await ask(`${hello}/issues`, { method: 'POST', body: { title: 'Before' } });
    const { url } = standIn;
    await standIn.fail({ down: true });
    await expect(ask('/user')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await standIn.heal();
    expect(standIn.url).toBe(url);
    expect((await ask(`${hello}/issues/5`)).json).toMatchObject({ title: 'Before' });
  });
});

/** Lets the network go on until something is so. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setImmediate(resolve));
    await settle();
  }
}
