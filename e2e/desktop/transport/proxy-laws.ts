import { IntegrationError } from '@wiz/core';
import { faults, faultServer, until, withRig, within, type LawRunner, type TransportRig } from '@wiz/integration-kit/testing';
import type { ProxyConfig } from 'electron';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { MakeElectronTransport } from './electron-wish.ts';
import { proxyServer } from './proxy-server.ts';

const post = { method: 'POST', json: { name: 'x' } } as const;
const fine = faults.json({ fine: true });
/** Nobody knows this name but a proxy. */
const acme = 'https://acme.example.com';
const password = 'open sesame';

/** Row 42: what proxies do. Node's transport takes none, so these hold for the application's alone. */
export function proxyLaws(name: string, makeTransport: MakeElectronTransport, { describe, it }: LawRunner): void {
  /** A law on a client that goes through a proxy, also to this computer. */
  const through = (proxy: ProxyConfig, law: (rig: TransportRig) => Promise<void>, client?: { readonly baseUrl: string }): Promise<void> =>
    withRig((wish) => makeTransport({ ...wish, proxy: { proxyBypassRules: '<-loopback>', ...proxy } }), fine, law, {
      ...(client === undefined ? {} : { client }),
    });
  /** A law on a proxy that refuses everything. @param tunnels what it may be asked to connect to, and nothing else */
  const refusing = (title: string, answer: string, tunnels: readonly string[], law: (rig: TransportRig) => Promise<void>): void => {
    it(title, async () => {
      const proxy = await proxyServer(answer);
      try {
        await through({ proxyRules: proxy.host }, law, tunnels.length === 0 ? undefined : { baseUrl: acme });
        assert.ok(proxy.asked.length > 0, 'the proxy was not asked');
        assert.deepEqual([...new Set(proxy.asked.filter((line) => line.startsWith('CONNECT ')))], tunnels);
      } finally {
        await proxy.close();
      }
    });
  };

  describe(`${name}: proxies`, () => {
    it('row 42: one that is set up is used', async () => {
      const proxy = await faultServer(faults.json({ from: 'proxy' }));
      try {
        await through({ proxyRules: new URL(proxy.origin).host }, async ({ server, get }) => {
          assert.deepEqual((await get()).json, { from: 'proxy' });
          assert.deepEqual([proxy.requests[0]?.url, server.connections], [`${server.origin}/things`, 0]);
        });
      } finally {
        await proxy.close();
      }
    });

    const tunnel = ['CONNECT acme.example.com:443'];
    for (const [what, tunnels] of [
      ['for a request', []],
      ['for a tunnel', tunnel],
    ] as const)
      refusing(
        `row 42: one that asks for a sign-in ${what} says so`,
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="staff"\r\ncontent-length: 3\r\n\r\nwho',
        tunnels,
        async ({ server, failure }) => {
          for (const request of [{}, post]) {
            const error = await failure(request);
            assert.deepEqual([error.category, error.outcome, error.retryable], ['configuration_error', 'none', false], error.message);
            assert.match(error.message, /The proxy asks for a sign-in\./);
          }
          assert.equal(server.connections, 0);
        },
      );

    refusing(
      'row 42: one that lets nothing through is a network error',
      'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n',
      tunnel,
      async ({ failure }) => {
        for (const request of [{}, post]) {
          const error = await failure(request);
          assert.deepEqual([error.category, error.outcome, error.retryable], ['network_error', 'none', true], error.message);
          assert.match(error.message, /proxy does not let us through/);
        }
      },
    );

    it('row 42: one that is down is a network error', async () => {
      const gone = await proxyServer('');
      await gone.close();
      for (const client of [undefined, { baseUrl: acme }])
        await through(
          { proxyRules: gone.host },
          async ({ server, failure }) => {
            for (const request of [{}, post]) {
              const error = await failure(request);
              assert.deepEqual([error.category, error.outcome, error.retryable], ['network_error', 'none', true], error.message);
            }
            assert.equal(server.connections, 0);
          },
          client,
        );
    });

    /** A law on a script of proxies that never comes, for requests to this computer and for those to a name. */
    const waiting = (title: string, law: (rig: TransportRig, isAsked: () => boolean, isName: boolean) => Promise<void>): void => {
      for (const [what, client] of [
        ['a number', undefined],
        ['a name', { baseUrl: acme }],
      ] as const)
        it(`row 42: a script of proxies that never comes ${title}, on the way to ${what}`, async () => {
          const scripts = await faultServer(faults.neverAnswer);
          try {
            const settings = { mode: 'pac_script', pacScript: `${scripts.origin}/proxy.pac` } as const;
            await through(settings, (rig) => law(rig, () => scripts.requests.length > 0, client !== undefined), client);
          } finally {
            await scripts.close();
          }
        });
    };
    waiting('ends what waits for it when the caller gives up', async ({ server, failure, abort }, isAsked) => {
      const failed = Promise.all([failure(), failure(post)]);
      await until('the script is asked for', isAsked);
      abort(new IntegrationError('timeout_error', 'It did not answer within 1 s. Try again.'));
      const ended = await within(1000, failed, 'the caller still waits');
      assert.deepEqual([...ended.map(({ category }) => category), server.connections], ['timeout_error', 'timeout_error', 0]);
    });
    waiting('holds up no closing', async ({ server, client, failure }, isAsked, isName) => {
      const failed = failure(post);
      await until('the script is asked for', isAsked);
      await within(1000, client.close(), 'closing takes for ever');
      const { category, outcome } = await failed;
      assert.deepEqual([category, server.connections], ['network_error', 0]);
      // Of a request that Chromium has already, it cannot be known how far it came.
      if (isName) assert.equal(outcome, 'none');
    });

    it('row 42: a password in its address is not used, and shows nowhere', async () => {
      const proxy = await proxyServer('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      try {
        for (const client of [undefined, { baseUrl: acme }])
          await through(
            { proxyRules: `http://ada:${encodeURIComponent(password)}@${proxy.host}` },
            async ({ server, failure }) => {
              const error = await failure(post);
              assert.deepEqual([error.category, error.outcome], ['configuration_error', 'none'], error.message);
              assert.doesNotMatch(inspect(error, { depth: 12 }), /ada|open|sesame/);
              assert.deepEqual([server.connections, proxy.asked], [0, []]);
            },
            client,
          );
      } finally {
        await proxy.close();
      }
    });
  });
}
