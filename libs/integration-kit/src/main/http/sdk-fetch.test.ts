import { isIntegrationError, systemClock, type IntegrationError, type ServerBudget } from '@wiz/core';
import { countedSignal } from '@wiz/core/testing';
import OpenAI from 'openai';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faults, faultServer, testScope, within, type Fault, type FaultScript } from '../../testing/index.ts';
import type { ApiNotice } from './api-notice.ts';
import { nodeTransport } from './node-transport.ts';
import { sdkError } from './sdk-error.ts';
import { sdkFetch, type SdkFetchOptions } from './sdk-fetch.ts';

const key = 'swordfish-and-chips';

async function connected(script: FaultScript, options: Partial<SdkFetchOptions> = {}) {
  const server = await faultServer(script);
  const transport = nodeTransport();
  const { signal, abort, listeners } = countedSignal();
  const pauses: number[] = [];
  const budgets: ServerBudget[] = [];
  const notices: ApiNotice[] = [];
  const scope = testScope({
    signal,
    notice: (notice) => void notices.push(notice),
    rate: { pause: (ms) => void pauses.push(ms), observe: (budget) => void budgets.push(budget) },
  });
  const baseUrl = `${server.origin}/v1`;
  const fetch = sdkFetch(transport, systemClock(), { scope, service: 'Acme', baseUrl, userAgent: 'ProjectWiz/test', ...options });
  const sdk = new OpenAI({ apiKey: key, baseURL: baseUrl, maxRetries: 0, fetch });
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });
  const failure = async (work: () => PromiseLike<unknown>, repeatable = false): Promise<IntegrationError> => {
    try {
      await work();
    } catch (thrown) {
      const error = sdkError(thrown, 'Acme', { signal, repeatable, credentials: { authorization: `Bearer ${key}` } });
      expect(inspect(error, { depth: 0 }) + error.message).not.toContain(key);
      return error;
    }
    throw new TypeError('It did not fail.');
  };
  /** What must hold after each: nothing listens and no connection is open. */
  const settled = async (): Promise<void> => {
    expect(listeners()).toBe(0);
    await transport.close();
    await within(1000, server.idle(), 'connections are left open');
  };
  return { server, fetch, sdk, abort, pauses, budgets, notices, failure, settled, baseUrl };
}

const models = faults.json(
  { object: 'list', data: [{ id: 'small', object: 'model', created: 1, owned_by: 'acme' }] },
  { headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '30' } },
);

const chunk = (content: string): string => `data: ${JSON.stringify({ id: '1', choices: [{ index: 0, delta: { content } }] })}\n\n`;

/** Streams these words, and goes on for as long as it is read unless it is to end. */
function streaming(words: readonly string[], end?: string): Fault {
  return ({ response, every }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const word of words) response.write(chunk(word));
    if (end === undefined) every(5, () => response.write(': still here\n\n'));
    else response.end(end);
  };
}

const done = 'data: [DONE]\n\n';
const asked: OpenAI.ChatCompletionCreateParamsStreaming = { model: 'small', messages: [{ role: 'user', content: 'Hi' }], stream: true };

describe('sdkFetch under a real SDK', () => {
  it('lists, and tells of the limits', async () => {
    const { sdk, server, budgets, settled } = await connected(models);
    const page = await sdk.models.list();
    expect(page.data.map(({ id }) => id)).toEqual(['small']);
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/v1/models' });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, 'x-request-id': 'test' });
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^ProjectWiz\/test OpenAI/);
    expect(budgets).toEqual([{ remaining: 3, resetMs: 30_000 }]);
    await settled();
  });

  it('streams, and lets go of everything at the end', async () => {
    const { sdk, server, settled } = await connected(streaming(['Hel', 'lo'], done));
    const words: (string | null | undefined)[] = [];
    for await (const part of await sdk.chat.completions.create(asked)) words.push(part.choices[0]?.delta.content);
    expect(words).toEqual(['Hel', 'lo']);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(asked);
    await settled();
  });

  it('ends a stream that nobody reads on', async () => {
    const { sdk, settled } = await connected(streaming(['Hel', 'lo']));
    for await (const part of await sdk.chat.completions.create(asked)) if (part.choices[0]?.delta.content === 'lo') break;
    await settled();
  });

  it('ends with the call, in the middle of a stream', async () => {
    const { sdk, abort, failure, settled } = await connected(streaming(['Hel']));
    const error = await failure(async () => {
      for await (const part of await sdk.chat.completions.create(asked)) if (part.id === '1') abort();
    });
    expect(error).toMatchObject({ category: 'cancelled', outcome: 'unknown' });
    await settled();
  });

  it('ends with the call, before there is an answer', async () => {
    const { sdk, abort, failure, settled } = await connected(() => {
      abort();
    });
    expect(await failure(() => sdk.models.list(), true)).toMatchObject({ category: 'cancelled', outcome: 'none' });
    await settled();
  });

  it('ends when the SDK gives up, which is a timeout of its own', async () => {
    const { sdk, failure, settled } = await connected(faults.neverAnswer);
    expect(await failure(() => sdk.models.list({ timeout: 50 }))).toMatchObject({ category: 'timeout_error' });
    await settled();
  });

  it.each([
    [401, 'authentication_error', 'Acme did not accept the credentials: Wrong key [redacted]. Connect again with valid ones.'],
    [403, 'permission_error', 'Acme does not allow this: Wrong key [redacted]. Check what the account and its credentials may do.'],
    [500, 'service_unavailable', 'Acme does not work just now: Wrong key [redacted]. Try again later.'],
  ])('has %i mean what it means to HttpClient', async (status, category, message) => {
    const { sdk, failure, settled } = await connected(
      faults.json({ error: { message: `Wrong key ${key}.`, code: 'bad_key' } }, { status }),
    );
    expect(await failure(() => sdk.models.list())).toMatchObject({ category, message, code: 'bad_key', statusCode: status });
    await settled();
  });

  it.each([
    [429, '2', 2000],
    [503, '3', 3000],
    [429, undefined, 60_000],
  ])('waits after %i with Retry-After %s', async (status, retryAfter, ms) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const { sdk, failure, pauses, settled } = await connected(faults.json({ error: { message: 'Slow' } }, { status, headers }));
    expect((await failure(() => sdk.models.list())).retryAfterMs).toBe(ms);
    expect(pauses).toEqual([ms]);
    await settled();
  });

  it('does not wait after a 503 that says nothing of it', async () => {
    const { sdk, failure, pauses } = await connected(faults.json({}, { status: 503 }));
    expect(await failure(() => sdk.models.list())).toMatchObject({ category: 'service_unavailable' });
    expect(pauses).toEqual([]);
  });

  it.each([
    ['a reset', faults.resetBeforeHeaders, 'network_error'],
    ['half an answer', faults.resetMidBody, 'network_error'],
    ['too short an answer', faults.shortContentLength, 'network_error'],
    ['truncated JSON', faults.truncatedJson, 'protocol_error'],
    ['a sign-in page', faults.htmlPage, 'protocol_error'],
    ['polluting JSON', faults.protoJson, 'protocol_error'],
    ['no HTTP', faults.garbageStatusLine, 'protocol_error'],
    ['a large answer', faults.endlessBody, 'too_large'],
    ['a bomb', faults.gzipBomb(2_000_000), 'too_large'],
  ])('finds the reason behind what the SDK makes of %s', async (_, fault, category) => {
    const { sdk, failure, settled } = await connected(fault, { maxBytes: 100_000 });
    const error = await failure(() => sdk.models.list());
    expect([error.category, error.message]).toEqual([category, expect.stringMatching(/Acme/)]);
    await settled();
  });

  it('tells the call of the end of what is used', async () => {
    const { sdk, notices } = await connected(faults.json({ data: [] }, { headers: { deprecation: '@1688169599' } }));
    await sdk.models.list();
    expect(notices).toEqual([{ kind: 'deprecation', at: 1688169599000, link: null }]);
  });

  it('unpacks', async () => {
    const { sdk } = await connected(faults.packedJson({ object: 'list', data: [{ id: 'small' }] }, 'gzip'));
    expect((await sdk.models.list()).data).toEqual([{ id: 'small' }]);
  });

  it.each([
    [
      'a stream that is cut',
      'network_error',
      (({ response, socket }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(chunk('Hel'), () => socket.resetAndDestroy());
      }) satisfies Fault,
    ],
    ['a stream without end', 'too_large', streaming(['x'.repeat(1000)])],
  ])('does not take %s for a whole one', async (_, category, fault) => {
    const { sdk, failure, settled } = await connected(fault, { maxBytes: 1500 });
    const error = await failure(async () => {
      for await (const part of await sdk.chat.completions.create(asked)) expect(part.id).toBe('1');
    });
    expect(error).toMatchObject({ category, outcome: 'unknown' });
    await settled();
  });
});

describe('sdkFetch', () => {
  it.each(['https://evil.example/v1/models', '/../admin', '/v10/x'])('does not go to %s', async (path) => {
    const { fetch, failure, server, baseUrl } = await connected(models);
    const address = path.startsWith('http') ? path : path.startsWith('/v1') ? baseUrl.replace('/v1', path) : `${baseUrl}${path}`;
    expect(await failure(() => fetch(address))).toMatchObject({ category: 'protocol_error', outcome: 'none' });
    expect(server.requests).toEqual([]);
  });

  it('follows redirects on its origin, and no others', async () => {
    const { fetch, failure, server, baseUrl, settled } = await connected([
      faults.redirect('/v1/other'),
      models,
      faults.redirect('https://evil.example/'),
    ]);
    expect((await fetch(`${baseUrl}/models`)).url).toBe(`${baseUrl}/other`);
    expect(await failure(() => fetch(`${baseUrl}/models`))).toMatchObject({
      category: 'protocol_error',
      message: 'Unsafe redirect: Acme redirects to evil.example. It was not followed. Check the address.',
    });
    expect(server.requests).toHaveLength(3);
    await settled();
  });

  it('takes every way of naming a request, and every kind of body', async () => {
    const { fetch, server, baseUrl } = await connected(models);
    await fetch(new URL(`${baseUrl}/a?b=1`));
    await fetch(new Request(`${baseUrl}/c`, { method: 'put', body: 'text', headers: { 'x-a': 'b' } }));
    const form = new FormData();
    form.set('name', 'Ada');
    await fetch(`${baseUrl}/d`, { method: 'POST', body: form });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v1/a?b=1', 'PUT /v1/c', 'POST /v1/d']);
    expect(server.requests[1]).toMatchObject({ body: 'text', headers: { 'x-a': 'b' } });
    expect(server.requests[2]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.requests[2]?.body).toContain('Ada');
  });

  it('shows every header by its name, but none that was true of the packed body only', async () => {
    const { fetch, baseUrl } = await connected(faults.json({}, { headers: { 'x-odd': '1', 'set-cookie': 'a=b' } }));
    const { headers } = await fetch(`${baseUrl}/x`);
    expect([headers.get('X-Odd'), headers.has('x-odd'), headers.get('set-cookie'), headers.get('content-length')]).toEqual([
      '1',
      true,
      null,
      null,
    ]);
    expect([...headers.entries()]).toContainEqual(['content-type', 'application/json']);
  });

  it('gives an answer without body where there is none', async () => {
    const { fetch, baseUrl } = await connected(faults.text('', { status: 204 }));
    expect(await (await fetch(`${baseUrl}/x`, { method: 'DELETE' })).text()).toBe('');
  });

  it('does not take a stream for whole that ended because the call was aborted', async () => {
    const { signal, abort } = countedSignal();
    async function* cutShort(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode('whole'));
      abort();
    }
    const send = () => Promise.resolve({ status: 200, header: () => null, body: cutShort() });
    const scope = testScope({ signal });
    const options = { scope, service: 'Acme', baseUrl: 'https://api.acme.example', userAgent: 'ProjectWiz/test' };
    const response = await sdkFetch({ send, close: () => Promise.resolve() }, systemClock(), options)('https://api.acme.example/x');
    await expect(response.text()).rejects.toMatchObject({ category: 'cancelled' });
  });

  it('refuses a limit that is none', async () => {
    await expect(connected(models, { maxBytes: 0 })).rejects.toThrow(RangeError);
  });
});

describe('sdkError', () => {
  const thrown = (fields: object) => Object.assign(new Error('404 Not there'), fields);

  it.each([
    [{ status: 404 }, 'Acme has no such thing, or does not show it to this account: Not there.'],
    [{ statusCode: 404, body: { message: 'Gone' } }, 'this account: Gone.'],
    [{ response: { status: 404, data: { error: 'Away' } } }, 'this account: Away.'],
  ])('reads %j', (fields, message) => {
    const error = sdkError(thrown(fields), 'Acme');
    expect([error.category, error.message]).toEqual(['not_found', expect.stringContaining(message)]);
  });

  it.each([new Headers({ 'Retry-After': '5' }), { 'Retry-After': '5' }, { 'retry-after': 5 }])('finds headers in %o', (headers) => {
    expect(sdkError(thrown({ status: 429, headers }), 'Acme').retryAfterMs).toBe(5000);
  });

  it('leaves an error of ours alone, and looks for one behind what an SDK makes of it', () => {
    const own = sdkError(thrown({ status: 409 }), 'Acme');
    expect(sdkError(own, 'Acme')).toBe(own);
    expect(sdkError(new Error('Connection error.', { cause: own }), 'Acme')).toMatchObject({ category: 'conflict', message: own.message });
  });

  it('names the service where the network failed', () => {
    const error = sdkError(Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), 'Acme');
    expect([error.category, error.message]).toEqual(['network_error', expect.stringMatching(/^Acme: /)]);
  });

  it('asks the vendor’s own reading', () => {
    const explain = () => ({ category: 'permission_error' }) as const;
    expect(sdkError(thrown({ status: 404 }), 'Acme', { explain }).category).toBe('permission_error');
  });

  it.each([undefined, null, 'text', 5, { status: 'x' }])('makes an error of %j', (value) => {
    expect(isIntegrationError(sdkError(value, 'Acme'))).toBe(true);
  });
});
