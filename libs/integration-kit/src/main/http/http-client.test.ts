import { IntegrationError, serializeError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { testScope } from '../../testing/index.ts';
import type { ApiNotice } from './api-notice.ts';
import { HttpClient } from './http-client.ts';
import type { HttpClientOptions } from './http-client-options.ts';
import type { HttpRequest } from './http-request.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A client on a network that exists in memory only. */
function clientOn(reply: (request: TransportRequest) => Reply, options: Partial<HttpClientOptions> = {}) {
  const sent: TransportRequest[] = [];
  const close = vi.fn(() => Promise.resolve());
  const send = (request: TransportRequest): Promise<TransportResponse> => {
    sent.push(request);
    const { status = 200, headers = {}, body = '{}' } = reply(request);
    return Promise.resolve({ status, header: (name) => headers[name.toLowerCase()] ?? null, body: pieces(body) });
  };
  const client = new HttpClient({
    transport: { send, close },
    clock: new ManualClock(),
    service: 'Acme',
    userAgent: 'ProjectWiz/1',
    baseUrl: 'https://api.acme.example',
    ...options,
  });
  const pauses: number[] = [];
  const scope = testScope({ rate: { pause: (ms) => void pauses.push(ms), observe: () => undefined } });
  const failure = async (request: HttpRequest = { path: '/x' }): Promise<IntegrationError> => {
    const thrown: unknown = await client.request(scope, request).catch((error: unknown) => error);
    if (thrown instanceof IntegrationError) return thrown;
    throw new TypeError(`no failure: ${inspect(thrown)}`);
  };
  return { client, sent, close, pauses, scope, failure };
}

async function* pieces(body: string): AsyncGenerator<Uint8Array> {
  if (body !== '') yield await Promise.resolve(new TextEncoder().encode(body));
}

describe('HttpClient: what goes out', () => {
  it('sends its headers, the client’s, the request’s and the credentials, in this order', async () => {
    const { client, sent, scope } = clientOn(() => ({}), {
      headers: { 'x-version': '1', accept: 'application/vnd.acme+json' },
      credentials: () => ({ authorization: 'Bearer t' }),
    });
    await client.request(scope, { path: '/x', headers: { 'X-Version': '2', authorization: 'Bearer stolen' } });
    expect(sent[0]?.headers).toEqual({
      'user-agent': 'ProjectWiz/1',
      accept: 'application/vnd.acme+json',
      'accept-encoding': 'gzip, br',
      'x-request-id': 'test',
      'x-version': '2',
      authorization: 'Bearer t',
    });
  });

  it('sends JSON as JSON, false and null too', async () => {
    const { client, sent, scope } = clientOn(() => ({}));
    for (const json of [{ a: 'ä' }, false, null]) await client.request(scope, { method: 'POST', path: '/x', json });
    expect(sent.map(({ body }) => new TextDecoder().decode(body))).toEqual(['{"a":"ä"}', 'false', 'null']);
    expect(sent[0]?.headers['content-type']).toBe('application/json');
  });

  it('asks for the credentials anew each time', async () => {
    let turn = 0;
    const { client, sent, scope } = clientOn(() => ({}), { credentials: () => ({ authorization: `Bearer ${String((turn += 1))}` }) });
    await client.request(scope, { path: '/x' });
    await client.request(scope, { path: '/x' });
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer 1', 'Bearer 2']);
  });

  it('refuses credentials that cannot stand in a header, and does not show them', async () => {
    const { sent, failure } = clientOn(() => ({}), { credentials: () => ({ authorization: 'Bearer pasted-twice\npasted-twice' }) });
    const error = await failure();
    expect(error).toMatchObject({ category: 'configuration_error' });
    expect(inspect(error)).not.toContain('pasted-twice');
    expect(sent).toEqual([]);
  });

  it('sends nothing to an address outside the base', async () => {
    const { sent, failure } = clientOn(() => ({}));
    expect(await failure({ path: 'https://evil.example/x' })).toMatchObject({ category: 'protocol_error', outcome: 'none' });
    expect(sent).toEqual([]);
  });

  it('refuses a limit that is none', () => {
    expect(() => clientOn(() => ({}), { maxBytes: 0 })).toThrow(RangeError);
  });

  it('closes its transport', async () => {
    const { client, close } = clientOn(() => ({}));
    await client.close();
    expect(close).toHaveBeenCalledOnce();
  });
});

describe('HttpClient: what comes back', () => {
  it.each([
    ['no type', undefined, '{"a":1}', { a: 1 }],
    ['a type of its own', 'application/vnd.acme+json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['the wrong type', 'text/plain', '[1]', [1]],
    ['a byte order mark', 'application/json', '\ufeff{"a":1}', { a: 1 }],
    ['nothing', 'text/html', '', undefined],
    ['blanks', 'application/json', ' \n', undefined],
  ])('reads JSON with %s', async (_, type, body, json) => {
    const { client, scope } = clientOn(() => ({ body, headers: type === undefined ? {} : { 'content-type': type } }));
    expect((await client.request(scope, { path: '/x' })).json).toEqual(json);
  });

  it.each(['<!doctype html><p>Hi', ' \n<html>', '<HTML lang="en">'])('takes %s for a web page, whatever its type', async (body) => {
    expect((await clientOn(() => ({ body })).failure()).message).toMatch(/web page/);
  });

  it('keeps no credentials that come back in an answer that cannot be read', async () => {
    const { failure } = clientOn(() => ({ body: '{"you sent": "open sesame' }), {
      credentials: () => ({ authorization: 'Bearer open sesame' }),
    });
    const error = await failure();
    expect(error.cause).toMatchObject({ message: 'no JSON: {"you sent": "open [redacted]' });
    expect(inspect(error)).not.toContain('sesame');
  });

  it('does not take a stream for whole that ended because it was aborted', async () => {
    const controller = new AbortController();
    async function* cutShort(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode('{"whole":true}'));
      controller.abort();
    }
    const { client } = clientOn(() => ({}), {
      transport: { send: () => Promise.resolve({ status: 200, header: () => null, body: cutShort() }), close: () => Promise.resolve() },
    });
    await expect(client.request(testScope({ signal: controller.signal }), { path: '/x' })).rejects.toMatchObject({ category: 'cancelled' });
  });

  it('says of a change that was done, but whose answer cannot be read, that it may have been done', async () => {
    const { failure } = clientOn(() => ({ body: 'x'.repeat(2000) }), { maxBytes: 1000 });
    expect(await failure({ method: 'POST', path: '/x' })).toMatchObject({ category: 'too_large', outcome: 'unknown', statusCode: 200 });
    expect(await failure()).toMatchObject({ category: 'too_large', outcome: 'none' });
  });

  it('ignores a failed answer’s body above 64 KiB', async () => {
    const { failure } = clientOn(() => ({ status: 400, body: JSON.stringify({ message: 'long', rest: 'x'.repeat(70_000) }) }));
    expect(await failure()).toMatchObject({ category: 'validation_error', message: 'Acme refused. Check what you entered.' });
  });

  it.each([300, 304, 305, 405, 406, 415, 418])('takes the status %i for a protocol error', async (status) => {
    expect(await clientOn(() => ({ status, body: '' })).failure()).toMatchObject({ category: 'protocol_error', statusCode: status });
  });

  it.each([401, 403, 404, 409, 413, 422, 423, 405, 425])('knows that %i did nothing', async (status) => {
    expect(await clientOn(() => ({ status })).failure({ method: 'POST', path: '/x' })).toMatchObject({ outcome: 'none' });
  });
});

describe('HttpClient: the end of what is used', () => {
  const ending = { deprecation: '@1688169599', link: '<https://acme.example/end>; rel="deprecation"' };

  it('is told to the call, whatever the status, and with the page relative to the answer', async () => {
    const notices: ApiNotice[] = [];
    const { client } = clientOn(({ url }) =>
      url.endsWith('/x')
        ? { headers: ending }
        : { status: 410, headers: { sunset: 'Sat, 31 Dec 2018 23:59:59 GMT', link: '</why>; rel="sunset"' } },
    );
    const scope = testScope({ notice: (notice) => void notices.push(notice) });
    await client.request(scope, { path: '/x' });
    await expect(client.request(scope, { path: '/v1/y' })).rejects.toMatchObject({ category: 'not_found' });
    expect(notices).toEqual([
      { kind: 'deprecation', at: 1688169599000, link: 'https://acme.example/end' },
      { kind: 'sunset', at: Date.UTC(2018, 11, 31, 23, 59, 59), link: 'https://api.acme.example/why' },
    ]);
  });

  it('is not that of another origin', async () => {
    const notices: ApiNotice[] = [];
    const { client } = clientOn(({ url }) =>
      url.startsWith('https://api') ? { status: 302, headers: { location: 'https://cdn.example/y' } } : { headers: ending },
    );
    await client.request(testScope({ notice: (notice) => void notices.push(notice) }), { path: '/x' });
    expect(notices).toEqual([]);
  });
});

describe('HttpClient: redirects', () => {
  const moving = ({ url }: TransportRequest): Reply =>
    url.endsWith('/x') ? { status: 302, headers: { location: '/y' }, body: 'Moved.' } : {};

  it('lets go of every body that is not read to its end, and of no other', async () => {
    const { client, sent, scope } = clientOn(moving);
    expect(await client.request(scope, { path: '/x' })).toMatchObject({ status: 200, url: 'https://api.acme.example/y' });
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    const large = clientOn(() => ({ body: 'x'.repeat(100) }), { maxBytes: 10 });
    await large.failure();
    expect(large.sent[0]?.signal.aborted).toBe(true);
  });

  it('takes a condition of the caller’s own to the address that it is for, and no further', async () => {
    const { client, sent, scope } = clientOn(moving);
    await client.request(scope, { path: '/x', headers: { 'if-none-match': '"mine"' } });
    expect(sent.map(({ headers }) => headers['if-none-match'])).toEqual(['"mine"', undefined]);
  });

  it('does not report the redirect’s status when what it led to cannot be reached', async () => {
    const { failure } = clientOn((request) => {
      if (request.url.endsWith('/y')) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
      return moving(request);
    });
    const error = await failure();
    expect([error.category, error.statusCode]).toEqual(['network_error', undefined]);
    expect(error.message).toBe('Acme: The other side refused the connection. Check the address and that the service is running.');
  });
});

describe('HttpClient: explain', () => {
  it('is given the answer, and wins over the status', async () => {
    const explain = vi.fn(() => ({
      category: 'rate_limit_error' as const,
      message: 'Acme wants a break. Wait a minute.',
      retryAfterMs: 1234,
      code: 'slow_down',
      fields: { title: 'is missing' },
    }));
    const { pauses, failure } = clientOn(() => ({ status: 403, body: '{"why":"x"}', headers: { 'x-a': 'b' } }), { explain });
    const error = await failure();
    expect(serializeError(error)).toMatchObject({
      category: 'rate_limit_error',
      message: 'Acme wants a break. Wait a minute.',
      retryAfterMs: 1234,
      code: 'slow_down',
      fields: { title: 'is missing' },
      statusCode: 403,
    });
    expect(pauses).toEqual([1234]);
    expect(explain).toHaveBeenCalledWith(expect.objectContaining({ status: 403, json: { why: 'x' } }));
  });

  it('leaves the standard reading where it knows nothing better', async () => {
    const { pauses, failure } = clientOn(() => ({ status: 429 }), { explain: () => undefined });
    expect(await failure()).toMatchObject({ category: 'rate_limit_error', retryAfterMs: 60_000 });
    expect(pauses).toEqual([60_000]);
  });

  it('may change one thing only', async () => {
    const { failure } = clientOn(() => ({ status: 404, body: '{"message":"gone"}' }), {
      explain: () => ({ category: 'permission_error' }),
    });
    expect((await failure()).message).toBe('Acme does not allow this: gone. Check what the account and its credentials may do.');
  });

  it('says nothing of the credentials, even if it wants to', async () => {
    const { failure } = clientOn(() => ({ status: 400 }), {
      credentials: () => ({ authorization: 'Bearer open sesame' }),
      explain: () => ({ message: 'You said open sesame.', fields: { token: 'open sesame' } }),
    });
    expect(inspect(await failure())).not.toContain('sesame');
  });

  it('turns into an error of ours when it throws', async () => {
    const explain = (): never => {
      throw new TypeError('bug');
    };
    expect(await clientOn(() => ({ status: 400 }), { explain }).failure()).toMatchObject({ category: 'internal_error', statusCode: 400 });
  });

  it('is not asked about another origin, whose limits are not ours either', async () => {
    const explain = vi.fn(() => undefined);
    const { pauses, failure } = clientOn(
      ({ url }) => (url.startsWith('https://api') ? { status: 302, headers: { location: 'https://cdn.example/y' } } : { status: 429 }),
      { explain },
    );
    expect(await failure()).toMatchObject({ category: 'rate_limit_error' });
    expect([explain.mock.calls.length, pauses]).toEqual([0, []]);
  });
});

describe('HttpClient: ETag', () => {
  const byEtag = ({ headers }: TransportRequest): Reply =>
    headers['if-none-match'] === '"1"' ? { status: 304, body: '' } : { headers: { etag: '"1"', link: 'old' }, body: '{"a":[1]}' };

  it('gives what has not changed as new, with the headers of both answers', async () => {
    const { client, scope } = clientOn(byEtag);
    const first = await client.request(scope, { path: '/x' });
    (first.json as { a: number[] }).a.push(2);
    const second = await client.request(scope, { path: '/x' });
    expect([second.status, second.json, second.header('link')]).toEqual([200, { a: [1] }, 'old']);
  });

  it('keeps answers apart by address and by what was asked for', async () => {
    const { client, sent, scope } = clientOn(byEtag);
    await client.request(scope, { path: '/x' });
    await client.request(scope, { path: '/x', query: { page: 2 } });
    await client.request(scope, { path: '/x', headers: { accept: 'application/other' } });
    expect(sent.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, undefined]);
  });

  it('keeps nothing that may not be kept, nothing of a change, and nothing after the client is closed', async () => {
    const { client, sent, scope } = clientOn(() => ({ headers: { etag: '"1"', 'cache-control': 'private, no-store' } }));
    await client.request(scope, { path: '/x' });
    await client.request(scope, { path: '/x' });
    const changing = clientOn(byEtag);
    await changing.client.request(scope, { path: '/x', method: 'POST' });
    await changing.client.request(scope, { path: '/x' });
    await changing.client.close();
    await changing.client.request(scope, { path: '/x' });
    for (const { headers } of [...sent, ...changing.sent]) expect(headers['if-none-match']).toBeUndefined();
  });

  it('does not carry it to where a redirect leads, nor take a 304 from there', async () => {
    let moved = false;
    const { client, sent, scope, failure } = clientOn((request) => {
      if (!moved) return byEtag(request);
      return request.url.endsWith('/x') ? { status: 302, headers: { location: '/y' } } : { status: 304, body: '' };
    });
    await client.request(scope, { path: '/x' });
    moved = true;
    expect(await failure()).toMatchObject({ category: 'protocol_error' });
    expect(sent.at(-1)?.headers['if-none-match']).toBeUndefined();
  });
});
