import type { HttpTransport, TransportRequest, TransportResponse } from '@wiz/integration-kit/main';
import {
  faults,
  faultServer,
  testAuthority,
  withRig,
  type Fault,
  type FaultScript,
  type FaultServer,
  type LawRunner,
  type MakeTransport,
} from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';

const mebibyte = 1024 * 1024;
const post = { method: 'POST', json: { name: 'x' } } as const;
/** What Chromium hands over at once at the most. */
const largestPart = 2 * mebibyte;
const long = 'ä'.repeat(200_000);
const fine = faults.json({ fine: true });

/** What Chromium does by itself unless it is told not to: keep, share, sign in, send again. Node has nothing of it. */
export function chromiumLaws(name: string, makeTransport: MakeTransport, { describe, it }: LawRunner): void {
  /** A law on bare transports: as many as it makes, all against one server. */
  const bare = (title: string, script: FaultScript, run: (server: FaultServer, make: () => HttpTransport) => Promise<void>): void => {
    it(title, async () => {
      const server = await faultServer(script);
      const made: HttpTransport[] = [];
      const make = (): HttpTransport => {
        const transport = makeTransport({});
        assert.ok(transport !== undefined);
        made.push(transport);
        return transport;
      };
      try {
        await run(server, make);
        for (const transport of made) await transport.close();
        await server.idle();
      } finally {
        for (const transport of made) await transport.close();
        await server.close();
      }
    });
  };

  describe(`${name}: what a browser would do`, () => {
    bare('two accounts share nothing, and neither keeps anything', temptation, async (server, make) => {
      const [ada, bob] = [make(), make()];
      const url = `${server.origin}/me`;
      for (const method of ['GET', 'POST'])
        for (const [transport, account] of [
          [ada, 'ada'],
          [bob, 'bob'],
          [bob, 'bob'],
          [ada, 'ada'],
        ] as const)
          assert.equal(await textOf(await transport.send(request(url, { method, headers: { 'x-account': account } }))), `for ${account}`);
      assert.equal(server.requests.length, 8, 'an answer came out of a store');
      for (const { headers } of server.requests)
        for (const kept of ['cookie', 'if-none-match', 'if-modified-since', 'authorization', 'referer', 'origin'])
          assert.equal(headers[kept], undefined, `${kept} was sent`);
    });

    it('a change whose answer is lost arrives once, also after others over a connection that was kept', async () => {
      await withRig(makeTransport, [fine, fine, faults.resetBeforeHeaders, fine], async ({ server, get, request: ask, failure }) => {
        await get();
        await ask({ path: '/things', ...post });
        const lost = await failure(post);
        assert.deepEqual([lost.category, lost.outcome], ['network_error', 'unknown']);
        assert.deepEqual(
          server.requests.map(({ method }) => method),
          ['GET', 'POST', 'POST'],
          'the change was sent again',
        );
      });
    });

    it('row 38: a redirect to a name that Chromium’s own look-up leads inside connects to nothing', async () => {
      const inside = await faultServer(fine);
      try {
        const target = `https://inside.example.com:${new URL(inside.origin).port}/`;
        await withRig(makeTransport, faults.redirect(target), async ({ failure }) => {
          const error = await failure();
          assert.deepEqual([error.category, inside.connections], ['configuration_error', 0]);
          assert.match(error.message, /^Unsafe redirect: inside\.example\.com \(127\.0\.0\.1\)/);
        });
      } finally {
        await inside.close();
      }
    });

    it('row 38: a name that leads elsewhere once it was judged is held by its certificate, and gets no request', async () => {
      const inside = await faultServer(fine, testAuthority().certify('127.0.0.1'));
      try {
        const target = `https://rebinding.example.com:${new URL(inside.origin).port}/`;
        await withRig(
          makeTransport,
          faults.redirect(target),
          async ({ failure }) => {
            const error = await failure();
            assert.deepEqual([error.category, error.outcome, error.retryable], ['configuration_error', 'none', false]);
            assert.match(error.message, /certificate/);
            // Chromium looked it up anew and came here: the address was not held.
            assert.ok(inside.connections > 0);
            assert.equal(inside.requests.length, 0);
          },
          { addresses: ['203.0.113.7'] },
        );
      } finally {
        await inside.close();
      }
    });

    for (const packing of ['gzip', 'deflate', 'deflate-raw'] as const)
      bare(
        `${packing} arrives unpacked, where it was left to Chromium what to ask for`,
        faults.packedJson(long, packing),
        async (server, make) => {
          assert.equal(await textOf(await make().send(request(server.origin))), JSON.stringify(long));
          assert.match(server.requests[0]?.headers['accept-encoding'] ?? '', /\bgzip\b/);
        },
      );

    bare(
      'who stops reading what is small only while it is packed stops its sender',
      faults.gzipBomb(256 * mebibyte),
      async (server, make) => {
        let bytes = 0;
        for await (const part of (await make().send(request(server.origin))).body) {
          bytes += part.byteLength;
          if (bytes > mebibyte) break;
        }
        assert.ok(bytes <= largestPart + mebibyte, `${String(bytes)} bytes came before it could be stopped`);
        // A connection whose answer had come whole would be kept.
        await server.idle();
      },
    );

    bare('a body that is aborted in the middle rejects', faults.dripBody, async (server, make) => {
      const controller = new AbortController();
      const { body } = await make().send(request(server.origin, { signal: controller.signal }));
      await assert.rejects(
        async () => {
          for await (const part of body) {
            assert.ok(part.byteLength > 0);
            controller.abort();
          }
        },
        { category: 'cancelled' },
      );
      await server.idle();
    });

    bare('a body that is aborted when all of it has come rejects too', faults.json('x'.repeat(40_000)), async (server, make) => {
      const controller = new AbortController();
      const { body } = await make().send(request(server.origin, { signal: controller.signal }));
      await assert.rejects(
        async () => {
          for await (const part of body) {
            assert.ok(part.byteLength > 0);
            controller.abort();
          }
        },
        { category: 'cancelled' },
      );
    });

    bare('an answer that asks for a sign-in comes as it is, and nobody signs in', asksForSignIn, async (server, make) => {
      const transport = make();
      for (let turn = 0; turn < 2; turn += 1) {
        const response = await transport.send(request(server.origin));
        assert.deepEqual([response.status, await textOf(response)], [401, 'who are you?']);
      }
      assert.equal(server.requests.length, 2);
    });
  });
}

/** All that a browser would keep, and a hint to keep it long. */
const temptation: Fault = (exchange) => {
  const account = exchange.request.headers['x-account'] ?? '';
  faults.text(`for ${account}`, {
    headers: {
      'cache-control': 'public, max-age=600, immutable',
      'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT',
      etag: `"${account}"`,
      'set-cookie': `account=${account}; Path=/; Max-Age=600`,
    },
  })(exchange);
};

const asksForSignIn: Fault = faults.text('who are you?', { status: 401, headers: { 'www-authenticate': 'Basic realm="things"' } });

function request(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, signal: new AbortController().signal, ...changes };
}

async function textOf({ body }: TransportResponse): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}
