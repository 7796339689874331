import { getEventListeners } from 'node:events';
import { IntegrationError, toIntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import type { HttpTransport, TransportRequest, TransportResponse } from '@wiz/integration-kit/main';
import type { net, session } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAheadBytes } from './body-queue.ts';
import { electronTransport } from './electron-transport.ts';
import { fakeNetwork, type FakeNetwork, type FakeRequest } from './testing/fake-net.ts';

let network: FakeNetwork;
let transport: HttpTransport;
let controller: AbortController;

beforeEach(() => {
  network = fakeNetwork();
  transport = electronTransport('one', network);
  controller = new AbortController();
});

interface Sent {
  readonly request: FakeRequest;
  readonly response: Promise<TransportResponse>;
}

/** Sends, and waits until the request has gone out: changes have to wait for their turn. */
async function send(changes: Partial<TransportRequest> = {}): Promise<Sent> {
  const response = transport.send({ ...plain(), ...changes });
  await settle();
  const request = network.requests.at(-1);
  if (request === undefined) throw new Error('Nothing was sent.');
  return { request, response };
}

const plain = (): TransportRequest => ({ method: 'GET', url: 'https://api.example/x', headers: {}, signal: controller.signal });

const change = (changes: Partial<TransportRequest> = {}): Promise<Sent> => send({ method: 'POST', ...changes });

async function textOf(response: TransportResponse): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** What a promise rejects with. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );

const listeners = (): number => getEventListeners(controller.signal, 'abort').length;

describe('a request', () => {
  it('goes out in the connection’s own session, with nothing kept, followed or added', async () => {
    const { request } = await send({ url: 'https://api.example/a?b=c', headers: { authorization: 'Bearer t', 'x-a': '1' } });
    expect(network.sessions).toMatchObject([{ partition: 'connection:one', options: { cache: false } }]);
    expect(request.options).toEqual({
      method: 'GET',
      url: 'https://api.example/a?b=c',
      session: network.sessions[0]?.session,
      redirect: 'manual',
      credentials: 'omit',
      useSessionCookies: false,
    });
    expect(request.headers).toEqual({ authorization: 'Bearer t', 'x-a': '1' });
    expect(request.sent).toBeUndefined();
  });

  it('sends of its body what its view shows', async () => {
    const { request } = await change({ method: 'PUT', body: new TextEncoder().encode('..part..').subarray(2, 6) });
    expect(request.sent?.toString()).toBe('part');
  });

  it('of another connection has another session', () => {
    electronTransport('two', network);
    expect(network.sessions.map(({ partition }) => partition)).toEqual(['connection:one', 'connection:two']);
    expect(network.sessions.every(({ partition }) => !partition.startsWith('persist:'))).toBe(true);
  });

  it('with a header that cannot be sent is refused without telling the header’s value', async () => {
    network.prepare = (request) => {
      request.refuseHeaders = true;
    };
    const { request, response } = await send({ headers: { authorization: 'Bearer secret\n' } });
    const error = toIntegrationError(await failureOf(response));
    expect(error.category).toBe('configuration_error');
    expect(`${error.message}${error.stack ?? ''}${String(error.cause)}`).not.toContain('secret');
    expect(request.sent).toBeNull();
    expect(listeners()).toBe(0);
  });

  it('that cannot be made rejects', async () => {
    network.prepare = () => {
      throw new Error('ClientRequest only supports http: and https: protocols');
    };
    const response = transport.send({ method: 'GET', url: 'file:///etc/passwd', headers: {}, signal: controller.signal });
    await expect(response).rejects.toThrow('only supports http');
  });
});

it('checks no spelling, for which every session would fetch a dictionary', async () => {
  await change();
  expect(network.sessions.map(({ session }) => session.languages)).toEqual([[], []]);
});

describe('an answer', () => {
  it('has its status, its headers in any case, several of one name as one, and its whole body', async () => {
    const { request, response } = await send();
    const answer = request.answer(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] });
    const got = await response;
    expect(got.status).toBe(201);
    expect(got.header('Content-Type')).toBe('application/json');
    expect(got.header('set-cookie')).toBe('a=1, b=2');
    expect(got.header('x-none')).toBeNull();
    answer.deliver('one ', 'two ', 'three', null);
    expect(await textOf(got)).toBe('one two three');
    expect(listeners()).toBe(0);
    expect(request.aborts).toBe(0);
  });

  it('without a body has an empty one', async () => {
    const { request, response } = await send();
    request.answer(204).deliver(null);
    expect(await textOf(await response)).toBe('');
  });

  it('that never comes rejects with what the network stack says', async () => {
    const { request, response } = await send();
    request.breakOff('net::ERR_CONNECTION_REFUSED');
    const error = toIntegrationError(await failureOf(response));
    expect(error).toMatchObject({ category: 'network_error', outcome: 'none' });
    expect(listeners()).toBe(0);
  });

  it('that breaks off in the middle rejects, and is never taken for whole', async () => {
    const { request, response } = await send();
    const answer = request.answer();
    answer.deliver('half');
    const text = textOf(await response);
    await settle();
    request.breakOff('net::ERR_CONTENT_LENGTH_MISMATCH');
    expect(toIntegrationError(await failureOf(text))).toMatchObject({ category: 'network_error', code: 'ERR_CONTENT_LENGTH_MISMATCH' });
    expect(listeners()).toBe(0);
  });

  it('that failed before anybody read its body rejects when it is read', async () => {
    const { request, response } = await send();
    request.answer().deliver('half');
    const got = await response;
    request.breakOff('net::ERR_CONNECTION_RESET');
    await settle();
    await expect(textOf(got)).rejects.toThrow('ERR_CONNECTION_RESET');
  });

  it('whose stream closes without an end and without an error rejects', async () => {
    const { request, response } = await send();
    const answer = request.answer();
    answer.deliver('half');
    const text = failureOf(textOf(await response));
    answer.destroy();
    expect(toIntegrationError(await text)).toMatchObject({ category: 'network_error', code: 'ERR_CONNECTION_CLOSED' });
  });

  it('that says “aborted” rejects, as the documentation has it', async () => {
    const { request, response } = await send();
    const answer = request.answer();
    const text = failureOf(textOf(await response));
    answer.emit('aborted');
    expect(toIntegrationError(await text).category).toBe('network_error');
  });

  it('is taken from the network no faster than it is read', async () => {
    const { request, response } = await send();
    const answer = request.answer();
    const piece = Buffer.alloc(64 * 1024, 1);
    answer.deliver(...Array.from({ length: 100 }, () => piece), null);
    const { body } = await response;
    await settle();
    const ahead = answer.taken;
    expect(ahead * piece.length).toBeLessThan(readAheadBytes * 2);
    await settle();
    expect(answer.taken).toBe(ahead);
    let bytes = 0;
    for await (const part of body) {
      bytes += part.byteLength;
      expect(answer.taken * piece.length - bytes).toBeLessThan(readAheadBytes * 2);
    }
    expect(bytes).toBe(100 * piece.length);
  });

  it('that nobody wants to the end is given up: the request is aborted and nothing is left', async () => {
    const { request, response } = await send();
    request.answer().deliver('one', 'two');
    for await (const piece of (await response).body) {
      expect(Buffer.from(piece).toString()).toBe('one');
      break;
    }
    expect(request.aborts).toBe(1);
    expect(listeners()).toBe(0);
  });
});

describe('a redirect', () => {
  it('is an answer of its own, and is not followed', async () => {
    const { request, response } = await send();
    request.redirect(302, 'https://elsewhere.example/', { Location: ['https://elsewhere.example/'], 'x-a': ['1', '2'] });
    const answer = await response;
    expect(answer.status).toBe(302);
    expect(answer.header('location')).toBe('https://elsewhere.example/');
    expect(answer.header('x-a')).toBe('1, 2');
    expect(await textOf(answer)).toBe('');
    expect(listeners()).toBe(0);
  });

  it('of the network stack’s own making says where it leads', async () => {
    const { request, response } = await send();
    request.redirect(307, 'https://api.example/x');
    expect((await response).header('Location')).toBe('https://api.example/x');
  });
});

describe('the caller’s cancel', () => {
  const reason = new IntegrationError('timeout_error', 'Too slow.');

  it('before the request keeps it from being sent', async () => {
    controller.abort(reason);
    const response = transport.send({ method: 'GET', url: 'https://api.example/', headers: {}, signal: controller.signal });
    expect(await failureOf(response)).toBe(reason);
    expect(network.requests).toEqual([]);
  });

  it('before the answer ends the request at once, with the caller’s reason', async () => {
    const { request, response } = await send();
    controller.abort(reason);
    expect(await failureOf(response)).toBe(reason);
    expect(request.aborts).toBe(1);
    expect(listeners()).toBe(0);
  });

  it('in the middle of the body ends the body at once, and what was read ahead is not handed out', async () => {
    const { request, response } = await send();
    request.answer().deliver('one', 'two', 'three');
    const seen: string[] = [];
    const reading = (async () => {
      for await (const piece of (await response).body) {
        seen.push(Buffer.from(piece).toString());
        controller.abort(reason);
      }
    })();
    expect(await failureOf(reading)).toBe(reason);
    expect(seen).toEqual(['one']);
    expect(request.aborts).toBe(1);
    expect(listeners()).toBe(0);
  });

  it('while a reader waits wakes it', async () => {
    const { request, response } = await send();
    request.answer();
    const text = failureOf(textOf(await response));
    await settle();
    controller.abort(reason);
    expect(await text).toBe(reason);
  });

  it('after the last piece came, but before it was read, still rejects', async () => {
    const { request, response } = await send();
    request.answer().deliver('all', null);
    const got = await response;
    await settle();
    controller.abort(reason);
    expect(await failureOf(textOf(got))).toBe(reason);
  });

  it('is not mistaken for a failure that the network reports afterwards', async () => {
    const { request, response } = await send();
    controller.abort(reason);
    request.breakOff('net::ERR_ABORTED');
    expect(await failureOf(response)).toBe(reason);
  });
});

describe('closing', () => {
  it('ends what is under way, before its answer and in its body, and empties the session', async () => {
    const waiting = await send();
    const reading = await send();
    reading.request.answer().deliver('half');
    const text = failureOf(textOf(await reading.response));
    const waited = failureOf(waiting.response);
    await transport.close();
    for (const failed of [await waited, await text]) expect(failed).toMatchObject({ category: 'network_error', outcome: 'unknown' });
    expect([waiting.request.aborts, reading.request.aborts]).toEqual([1, 1]);
    expect(network.sessions[0]?.session.cleared.sort()).toEqual(['auth', 'cache', 'connections', 'storage']);
    expect(listeners()).toBe(0);
  });

  it('refuses what is sent afterwards, without a look at where it would go', async () => {
    await transport.close();
    network.names.way = new Promise(() => undefined);
    const response = transport.send({ method: 'GET', url: 'https://api.example/', headers: {}, signal: controller.signal });
    expect(await failureOf(response)).toMatchObject({ category: 'network_error', outcome: 'none' });
    expect(network.requests).toEqual([]);
  });

  it('does not fail because the session cannot be emptied', async () => {
    const [made] = network.sessions;
    if (made !== undefined) made.session.failing = true;
    await expect(transport.close()).resolves.toBeUndefined();
  });
});

it('fits Electron’s own types', () => {
  const fits = (electron: { session: typeof session; net: typeof net }): HttpTransport => electronTransport('key', electron);
  expect(fits).toBeTypeOf('function');
});

describe('a change', () => {
  it('goes over a connection that nothing has gone over before, in a session of changes alone', async () => {
    const { request } = await change();
    expect(network.sessions.map(({ partition }) => partition)).toEqual(['connection:one', 'connection:one:changes']);
    expect(request.options.session).toBe(network.sessions[1]?.session);
    expect(network.sessions[1]?.session.cleared).toEqual(['connections']);
    expect(network.sessions[0]?.session.cleared).toEqual([]);
  });

  it('waits until the one before is over, whatever came of it, while reads go on', async () => {
    const first = await change();
    const second = transport.send({ method: 'PATCH', url: 'https://api.example/2', headers: {}, signal: controller.signal });
    const { request: read, response: reading } = await send();
    const broken = failureOf(reading);
    await settle();
    expect(network.requests.map(({ options }) => options.method)).toEqual(['POST', 'GET']);
    read.breakOff('net::ERR_CONNECTION_RESET');
    await broken;
    await settle();
    expect(network.requests).toHaveLength(2);
    first.request.breakOff('net::ERR_CONNECTION_RESET');
    await failureOf(first.response);
    await settle();
    expect(network.requests.map(({ options }) => options.method)).toEqual(['POST', 'GET', 'PATCH']);
    expect(network.sessions[1]?.session.cleared).toEqual(['connections', 'connections']);
    network.requests.at(-1)?.answer(204).push(null);
    expect((await second).status).toBe(204);
  });

  it('that is given up while it waits is never sent, and holds up nobody', async () => {
    const first = await change();
    const gone = new AbortController();
    const second = transport.send({ method: 'PUT', url: 'https://api.example/2', headers: {}, signal: gone.signal });
    const third = transport.send({ method: 'DELETE', url: 'https://api.example/3', headers: {}, signal: controller.signal });
    gone.abort(new IntegrationError('cancelled', 'Cancelled.'));
    await expect(second).rejects.toMatchObject({ category: 'cancelled' });
    expect(getEventListeners(gone.signal, 'abort')).toHaveLength(0);
    first.request.breakOff('net::ERR_CONNECTION_RESET');
    await failureOf(first.response);
    await settle();
    expect(network.requests.map(({ options }) => options.method)).toEqual(['POST', 'DELETE']);
    network.requests.at(-1)?.answer(204).push(null);
    expect((await third).status).toBe(204);
  });
});
