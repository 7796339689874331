import { getEventListeners } from 'node:events';
import { IntegrationError, toIntegrationError } from '@wiz/core';
import { settle } from '@wiz/core/testing';
import type { HttpTransport, TransportRequest } from '@wiz/integration-kit/main';
import { beforeEach, describe, expect, it } from 'vitest';
import { electronTransport } from './electron-transport.ts';
import { fakeNetwork, type FakeNetwork } from './testing/fake-net.ts';

let network: FakeNetwork;
let transport: HttpTransport;
let controller: AbortController;

beforeEach(() => {
  network = fakeNetwork();
  transport = electronTransport('one', network);
  controller = new AbortController();
});

const plain = (): TransportRequest => ({ method: 'GET', url: 'https://api.example/x', headers: {}, signal: controller.signal });

/** Sends, and waits until the request has gone out. */
async function sent(changes: Partial<TransportRequest> = {}): Promise<void> {
  const before = network.requests.length;
  void transport.send({ ...plain(), ...changes });
  await settle();
  expect(network.requests).toHaveLength(before + 1);
}

/** What a promise rejects with. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );

/** Resolves so many turns of the queue of promises later. */
async function after(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

const listeners = (): number => getEventListeners(controller.signal, 'abort').length;

describe('where a request would go', () => {
  it('is looked up in the session that it goes through, before it goes', async () => {
    await sent();
    await sent({ method: 'POST' });
    for (const { session } of network.sessions) expect(session.asked).toEqual(['https://api.example/x', 'api.example']);
    expect(network.requests).toHaveLength(2);
  });

  it('is refused where no service may be called, and nothing is made or kept', async () => {
    network.names.addresses = () => ['203.0.113.7', '169.254.169.254'];
    for (const method of ['GET', 'POST']) {
      const refused = await failureOf(transport.send({ ...plain(), method }));
      expect(refused).toMatchObject({ category: 'configuration_error', outcome: 'none' });
    }
    expect([network.requests, listeners()]).toEqual([[], 0]);
    network.names.addresses = () => ['203.0.113.7'];
    await sent({ method: 'POST' });
    expect(network.requests.map(({ options }) => options.method)).toEqual(['POST']);
  });

  it('may lie inside when the user typed it, and not when somebody else named it', async () => {
    network.names.addresses = () => ['10.0.0.1'];
    await sent();
    const refused = await failureOf(transport.send({ ...plain(), isForeign: true }));
    expect(refused).toMatchObject({ category: 'configuration_error', message: expect.stringMatching(/^Unsafe redirect: /) as string });
    expect(network.requests).toHaveLength(1);
  });

  it.each(['169.254.169.254', '[fd00:ec2::254]'])('is judged as it is when it is a number: %s', async (host) => {
    const refused = await failureOf(transport.send({ ...plain(), url: `https://${host}/` }));
    expect(refused).toMatchObject({ category: 'configuration_error' });
    await sent({ url: 'http://127.0.0.1:1234/' });
    expect(network.sessions[0]?.session.asked).toEqual([]);
  });

  it.each(['PROXY proxy.example:8080', 'PROXY proxy.example:8080;DIRECT', ''])('is left to the proxy: “%s”', async (way) => {
    network.names.way = way;
    await sent();
    expect(network.sessions[0]?.session.asked).toEqual(['https://api.example/x']);
  });

  it('that cannot be looked up is a failure of the network, and nothing is sent', async () => {
    network.names.addresses = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'));
    const error = toIntegrationError(await failureOf(transport.send(plain())));
    expect(error).toMatchObject({ category: 'network_error', outcome: 'none' });
    expect(network.requests).toEqual([]);
  });

  it.each(['GET', 'POST'])('is waited for no longer than the caller of a %s wants', async (method) => {
    const reason = new IntegrationError('timeout_error', 'Too slow.');
    network.names.way = new Promise(() => undefined);
    const failed = failureOf(transport.send({ ...plain(), method }));
    await settle();
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect([network.requests, listeners()]).toEqual([[], 0]);
  });

  it('is not waited for when the transport closes', async () => {
    network.names.way = new Promise(() => undefined);
    const failed = failureOf(transport.send({ ...plain(), method: 'POST' }));
    await settle();
    await transport.close();
    expect(await failed).toMatchObject({ category: 'network_error', outcome: 'none' });
    expect([network.requests, listeners()]).toEqual([[], 0]);
  });

  it.each(['aborts', 'closes'])('is of no use to a caller who %s in the very moment that it is known', async (what) => {
    for (let turns = 0; turns < 20; turns += 1) {
      network = fakeNetwork();
      transport = electronTransport('one', network);
      controller = new AbortController();
      network.names.addresses = () => {
        void after(turns).then(() => {
          if (what === 'aborts') controller.abort();
          else void transport.close();
        });
        return ['203.0.113.7'];
      };
      const failed = failureOf(transport.send(plain()));
      await settle();
      expect(network.requests.map(({ aborts }) => aborts)).not.toContain(0);
      expect(await failed).toMatchObject({ category: what === 'aborts' ? 'cancelled' : 'network_error' });
      expect(listeners()).toBe(0);
    }
  });
});
