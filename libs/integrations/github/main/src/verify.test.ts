import { afterEach, describe, expect, it } from 'vitest';
import { cannedTransport } from './testing/canned-transport.ts';
import { connectGithub } from './testing/connected-github.ts';
import { startGithubStandIn } from './testing/stand-in.ts';
import type { StandInToken } from './testing/stand-in/options.ts';

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function verifyWith(token: Partial<StandInToken>, prefix = '') {
  const standIn = await startGithubStandIn({ prefix, tokens: { 'a-token': { login: 'octocat', id: 583231, ...token } } });
  const connected = connectGithub(standIn.url, 'a-token');
  open.push(
    () => connected.disconnect(),
    () => standIn.close(),
  );
  return { host: new URL(standIn.url).host, identity: connected.verify() };
}

describe('a connection', () => {
  it('is known by the server and GitHub’s number of the account, and called by the login', async () => {
    const user = { login: 'octocat', id: 1, html_url: 'https://github.com/octocat' };
    const transport = cannedTransport({ json: user, headers: { 'x-oauth-scopes': 'repo' } });
    expect(await connectGithub('https://api.github.com', 'x', { transport }).verify()).toEqual({
      account: 'api.github.com:1',
      label: 'octocat',
      grants: ['repo'],
    });
    const { host, identity } = await verifyWith({}, '/api/v3');
    expect(await identity).toMatchObject({ account: `${host}:583231`, label: `octocat on ${host}` });
  });

  it.each([['repo'], ['public_repo', 'notifications']])('is fine with a classic token for %s', async (...scopes) => {
    expect((await (await verifyWith({ scopes })).identity).account).toMatch(/:583231$/);
  });

  it('is fine with a fine-grained token, of which GitHub does not tell what it may', async () => {
    const identity = await (await verifyWith({ permissions: { issues: 'read' } })).identity;
    expect(identity.label).toMatch(/^octocat/);
    expect(identity).not.toHaveProperty('grants');
  });

  it.each([
    [
      [],
      'The token of octocat does not reach repositories: it lacks the scope repo. It has no scope at all. Add repo on GitHub, or public_repo for public ones only.',
    ],
    [
      ['gist', 'notifications'],
      'The token of octocat does not reach repositories: it lacks the scope repo. It only has gist, notifications. Add repo on GitHub, or public_repo for public ones only.',
    ],
  ])('is refused with a classic token that has %j, and says what it lacks', async (scopes, message) => {
    await expect((await verifyWith({ scopes })).identity).rejects.toMatchObject({ category: 'permission_error', message });
  });

  it('is refused with a token that GitHub does not know', async () => {
    const standIn = await startGithubStandIn();
    const connected = connectGithub(standIn.url, 'ghp_wrong');
    open.push(
      () => connected.disconnect(),
      () => standIn.close(),
    );
    await expect(connected.verify()).rejects.toMatchObject({ category: 'authentication_error', statusCode: 401 });
  });

  it('says where the API is when it is not there', async () => {
    const transport = cannedTransport({ status: 404, headers: { 'content-type': 'text/html' }, json: '<html>' });
    await expect(connectGithub('https://ghe.example.com', 'x', { transport }).verify()).rejects.toMatchObject({
      category: 'configuration_error',
      message: expect.stringContaining('/api/v3') as string,
    });
  });

  it('is refused by what is no GitHub', async () => {
    const transport = cannedTransport({ json: { user: 'octocat' } });
    await expect(connectGithub('https://example.com', 'x', { transport }).verify()).rejects.toMatchObject({ category: 'protocol_error' });
  });
});
