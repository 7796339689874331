import type { FailedAnswer } from '@wiz/integration-kit/main';
import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain.ts';

const now = Date.UTC(2026, 0, 1);
const inSeconds = (seconds: number) => String(now / 1000 + seconds);

function explained(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer: FailedAnswer = { status, json, header: (name) => headers[name.toLowerCase()] ?? null };
  return explainFailure(answer, now);
}

const says = (message: string, more: object = {}) => ({ message, documentation_url: 'https://docs.github.com/rest', ...more });

describe('a limit', () => {
  const remaining = (left: number, reset = 1800) => ({ 'x-ratelimit-remaining': String(left), 'x-ratelimit-reset': inSeconds(reset) });

  it.each([403, 429])('that is used up, with %i, waits until GitHub fills it', (status) => {
    expect(explained(status, says('API rate limit exceeded for user ID 1.'), remaining(0))).toEqual({
      category: 'rate_limit_error',
      code: 'primary_limit',
      message: 'All requests that GitHub allows for now are used up. Project Wiz waits until it allows more.',
      retryAfterMs: 1_800_000,
    });
  });

  it.each([403, 429])('on bursts, with %i, waits as long as GitHub says', (status) => {
    const json = says('You have exceeded a secondary rate limit.');
    expect(explained(status, json, { 'retry-after': '90', ...remaining(4000) })).toMatchObject({
      category: 'rate_limit_error',
      code: 'secondary_limit',
      retryAfterMs: 90_000,
    });
  });

  it('waits a minute where GitHub names no time, whatever is left of the other limit', () => {
    for (const [status, json] of [
      [403, says('You have exceeded a secondary rate limit and have been temporarily blocked.')],
      [403, says('You have triggered an abuse detection mechanism. Please retry your request again later.')],
      [429, says('Slow down.')],
      [429, undefined],
      [
        422,
        says('Validation Failed', { errors: [{ resource: 'Issue', code: 'custom', field: 'base', message: 'was submitted too quickly' }] }),
      ],
    ] as const)
      expect(explained(status, json, remaining(4000))).toMatchObject({ category: 'rate_limit_error', retryAfterMs: 60_000 });
  });

  it('prefers the time that GitHub names to the reset of what is used up', () => {
    expect(explained(403, says('x'), { 'retry-after': '5', ...remaining(0) })).toMatchObject({
      retryAfterMs: 5000,
      code: 'secondary_limit',
    });
  });

  it('whose reset has passed by our clock still waits a second', () => {
    expect(explained(403, says('API rate limit exceeded'), remaining(0, -5))).toMatchObject({ retryAfterMs: 1000 });
  });

  it('counts from the server’s own clock', () => {
    const headers = { ...remaining(0, 600 + 3600), date: new Date(now + 3_600_000).toUTCString() };
    expect(explained(403, says('x'), headers)).toMatchObject({ retryAfterMs: 600_000 });
  });
});

describe('a refusal', () => {
  it('of the token says what to do', () => {
    expect(explained(401, says('Bad credentials'))).toMatchObject({
      category: 'authentication_error',
      message: expect.stringMatching(/^GitHub does not accept this token\..*make a new one/) as string,
    });
  });

  it('names the scope that a classic token lacks', () => {
    const headers = { 'x-oauth-scopes': 'gist, notifications', 'x-accepted-oauth-scopes': 'repo, public_repo' };
    expect(explained(403, says('Must have admin rights.'), headers)).toEqual({
      category: 'permission_error',
      message: 'The token lacks a scope for this: repo or public_repo. It has gist, notifications. Add the scope to the token on GitHub.',
    });
    expect(explained(403, says('x'), { ...headers, 'x-oauth-scopes': '' })?.message).toContain('It has none.');
  });

  it('names the permission that a fine-grained token lacks', () => {
    const headers = { 'x-accepted-github-permissions': 'issues=write; pull_requests=write,contents=read' };
    expect(explained(403, says('Resource not accessible by personal access token'), headers)).toEqual({
      category: 'permission_error',
      message:
        'The token lacks a permission for this: issues (write), or pull requests (write) and contents (read). Give it that on GitHub, and check that it covers this repository.',
    });
  });

  it('leaves GitHub its own words where the rights were enough', () => {
    const archived = says('Repository was archived so is read-only.');
    for (const headers of [
      {},
      { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'repo' },
      { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': '' },
      { 'x-accepted-github-permissions': 'issues=write' },
    ])
      expect(explained(403, archived, headers)).toEqual({ category: 'permission_error' });
  });

  it('says how to authorise a token for single sign-on', () => {
    const headers = { 'x-github-sso': 'required; url=https://github.com/orgs/octo/sso?authorization_request=A' };
    expect(explained(403, says('Resource protected by organization SAML enforcement.'), headers)).toMatchObject({
      category: 'permission_error',
      message: expect.stringContaining('“Configure SSO”') as string,
    });
    expect(explained(403, says('x'), { 'x-github-sso': 'partial-results; organizations=1' })).toEqual({ category: 'permission_error' });
  });

  it('to run again what is running is a conflict', () => {
    for (const words of ['This workflow is already running', 'Unable to re-run this workflow run because it was created over a month ago'])
      expect(explained(403, says(words))).toEqual({ category: 'conflict' });
  });

  it('to show something may mean that the token may not see it', () => {
    expect(explained(404, says('Not Found'))).toMatchObject({
      category: 'not_found',
      message: expect.stringContaining('does not show it to this token') as string,
    });
    expect(explained(404, undefined)?.category).toBe('not_found');
    expect(explained(404, says('Rate limiting is not enabled.'))).toMatchObject({ code: 'no_limits' });
  });

  it('tells issues that are switched off from what is gone', () => {
    expect(explained(410, says('Issues has been disabled in this repository.'))?.message).toMatch(/switched off/);
    expect(explained(410, says('This issue was deleted'))).toMatchObject({
      category: 'not_found',
      message: 'It is gone from GitHub for good.',
    });
  });

  it('of single fields is shown beside them, by the names of our inputs', () => {
    const errors = [
      { resource: 'Issue', field: 'title', code: 'missing_field' },
      { resource: 'Issue', field: 'title', code: 'invalid' },
      { resource: 'Issue', field: 'body', code: 'custom', message: 'body is\n too long (maximum is 65536 characters)' },
      { resource: 'Search', field: 'q', code: 'invalid', message: 'None of the search qualifiers apply.' },
      { resource: 'Issue', field: 'labels', code: 'unknown_to_us' },
      { resource: 'Issue', field: 'not a field', code: 'missing' },
      'a text',
      null,
    ];
    expect(explained(422, says('Validation Failed', { errors }))).toEqual({
      category: 'validation_error',
      fields: {
        title: 'fill it in',
        body: 'body is too long (maximum is 65536 characters)',
        query: 'None of the search qualifiers apply.',
        labels: 'GitHub does not take it like this',
      },
    });
  });

  it('without fields, or in no form at all, stays GitHub’s own', () => {
    for (const json of [undefined, null, 'x', [], {}, { errors: 'x' }, { errors: [[]] }, says('x')])
      expect(explained(422, json)).toEqual({ category: 'validation_error' });
  });

  it.each([400, 405, 409, 451, 500, 502, 503])('with %i is read as everywhere', (status) => {
    expect(explained(status, says('x'))).toBeUndefined();
  });
});
