import { isIntegrationError, serializeError, systemClock, type IntegrationError, type ServerBudget } from '@wiz/core';
import { countedSignal } from '@wiz/core/testing';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { HttpClient, type HttpClientOptions, type HttpRequest, type HttpTransport } from '../main/index.ts';
import { faultServer, type FaultScript, type FaultServer } from './fault-server.ts';
import type { TlsIdentity } from './test-authority.ts';
import { testScope } from './test-scope.ts';

/** What a law may ask of the transport that it is given. */
export interface TransportWish {
  /** Its own limit for making a connection, in milliseconds. */
  readonly connectMs?: number;
  /** The code that every look-up of a name fails with. */
  readonly lookupError?: string;
  /** What every look-up of a name finds. */
  readonly addresses?: readonly [string, ...string[]];
  /** The authority whose certificates are good, in PEM. */
  readonly trust?: string;
}

/** Makes the transport under test; undefined when its network stack cannot be told what is wished for. */
export type MakeTransport = (wish: TransportWish) => HttpTransport | undefined;

/** Looks like no secret, so that only who knows it can take it out. */
export const secretWord = 'swordfish and chips';

export const credentials = { authorization: `Bearer ${secretWord}`, 'x-api-key': secretWord };

/** A client on the transport under test, and what it did. */
export interface TransportRig {
  readonly server: FaultServer;
  readonly client: HttpClient;
  readonly transport: HttpTransport;
  readonly abort: (reason?: unknown) => void;
  /** Pauses that it asked for, in milliseconds. */
  readonly pauses: readonly number[];
  readonly budgets: readonly ServerBudget[];
  /** Heads of answers that have come. */
  readonly heads: () => number;
  readonly get: (path?: string) => ReturnType<HttpClient['request']>;
  readonly request: (request: HttpRequest) => ReturnType<HttpClient['request']>;
  /** The error that it fails with, after a look at what must hold for each. */
  readonly failure: (request?: Partial<HttpRequest>) => Promise<IntegrationError>;
}

export interface RigOptions extends TransportWish {
  readonly client?: Partial<HttpClientOptions>;
  /** Origins that are led to the server instead, as if they were out there. */
  readonly aliases?: Readonly<Record<string, FaultServer>>;
  /** Makes the server speak TLS. */
  readonly identity?: TlsIdentity;
}

/**
 * Runs one law against a server of its own, and looks afterwards at what must hold after each: no listener is left on
 * the signal, no connection is left open.
 */
export async function withRig(
  makeTransport: MakeTransport,
  script: FaultScript,
  law: (rig: TransportRig) => Promise<void>,
  { client: clientOptions = {}, aliases = {}, identity, ...wish }: RigOptions = {},
): Promise<void> {
  const made = makeTransport(wish);
  if (made === undefined) return;
  const server = await faultServer(script, identity);
  let heads = 0;
  const transport: HttpTransport = {
    send: async (request) => {
      const { origin } = new URL(request.url);
      const alias = Object.hasOwn(aliases, origin) ? aliases[origin] : undefined;
      const led = alias && { url: request.url.replace(origin, alias.origin), isForeign: false };
      const response = await made.send({ ...request, ...led });
      heads += 1;
      return response;
    },
    close: () => made.close(),
  };
  const options = { transport, clock: systemClock(), service: 'Acme', userAgent: 'ProjectWiz/test', baseUrl: server.origin };
  const client = new HttpClient({ ...options, credentials: () => credentials, ...clientOptions });
  const { signal, abort, listeners } = countedSignal();
  const pauses: number[] = [];
  const budgets: ServerBudget[] = [];
  const scope = testScope({
    signal,
    rate: { pause: (ms) => void pauses.push(ms), observe: (budget) => void budgets.push(budget) },
  });
  const request = (asked: HttpRequest) => client.request(scope, asked);
  const failure = async (asked: Partial<HttpRequest> = {}): Promise<IntegrationError> => {
    const error = await request({ path: '/things', ...asked }).then(
      (answer) => assert.fail(`answered ${inspect(answer.json)}`),
      (thrown: unknown) => thrown,
    );
    assert.ok(isIntegrationError(error), inspect(error));
    assert.doesNotMatch(everythingOf(error), new RegExp(secretWord), 'the secret shows');
    assert.match(error.message, /^[A-Z“].*\.$/, 'the sentence is whole');
    return error;
  };
  try {
    await law({
      ...{ server, client, transport, pauses, budgets, request, failure, abort },
      heads: () => heads,
      get: (path = '/things') => request({ path }),
    });
    assert.equal(listeners(), 0, 'listeners are left on the signal');
    await client.close();
    await within(1000, server.idle(), 'connections are left open');
  } finally {
    await client.close();
    await server.close();
  }
}

/** Everything of an error that could ever be printed, stored or sent. */
function everythingOf(error: IntegrationError): string {
  return [error.message, error.stack ?? '', inspect(error, { depth: 12 }), JSON.stringify(serializeError(error))].join('\n');
}

/** Waits until something holds; gives up after five seconds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 5000;
  while (!holds()) {
    assert.ok(performance.now() < giveUpAt, `waited too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The promise, or a failed assertion when it takes longer. */
export async function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new assert.AssertionError({ message: what }));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
