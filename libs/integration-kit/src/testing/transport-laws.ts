import { IntegrationError, type ErrorCategory } from '@wiz/core';
import assert from 'node:assert/strict';
import { HttpClient } from '../main/index.ts';
import { addressLaws } from './address-laws.ts';
import { blackHole } from './black-hole.ts';
import { encryptionLaws } from './encryption-laws.ts';
import { faultServer, type Fault } from './fault-server.ts';
import * as faults from './faults.ts';
import type { LawRunner } from './law-runner.ts';
import { secretWord, until, within, withRig, type MakeTransport, type RigOptions, type TransportRig } from './transport-rig.ts';

/** What is not there by then, in milliseconds, never comes: a busy machine takes its time, and is no failure. */
const hangsMs = 10_000;

const post = { method: 'POST', json: { name: 'x' } } as const;
const fine = faults.json({ fine: true });
const outThere = 'https://files.example.com';

/**
 * The rows of the fault catalogue that concern HTTP, each on real sockets: whatever network stack the client stands on,
 * it has to come to the same end.
 */
export function transportLaws(name: string, makeTransport: MakeTransport, { describe, it }: LawRunner): void {
  const law = (
    title: string,
    script: Fault | [Fault, ...Fault[]],
    run: (rig: TransportRig) => Promise<void>,
    options?: RigOptions,
  ): void => {
    it(title, () => withRig(makeTransport, script, run, options));
  };
  /** A law that only asks which category a failure has, and sometimes a little more. */
  const fails = (
    title: string,
    script: Fault | [Fault, ...Fault[]],
    category: ErrorCategory,
    more: (error: IntegrationError, rig: TransportRig) => void = () => undefined,
    options?: RigOptions,
  ): void => {
    law(
      title,
      script,
      async (rig) => {
        const error = await rig.failure();
        assert.equal(error.category, category, error.message);
        more(error, rig);
      },
      options,
    );
  };
  /** The end of a call whose attempt ran out of time, at a moment when the transport is busy. */
  const runsOutOfTime = async ({ server, failure, abort }: TransportRig, when: () => boolean): Promise<void> => {
    const failed = failure();
    await until('the request is under way', when);
    abort(new IntegrationError('timeout_error', 'It did not answer within 1 s. Try again.'));
    assert.equal((await failed).category, 'timeout_error');
    await within(hangsMs, server.idle(), 'the server never saw that we gave up');
  };

  describe(`${name}: reaching the other side`, () => {
    it('row 1: a refused connection is a network error that did nothing', async () => {
      const gone = await faultServer(fine);
      await gone.close();
      await withRig(
        makeTransport,
        fine,
        async ({ failure }) => {
          for (const request of [{}, post]) {
            const error = await failure(request);
            assert.deepEqual([error.category, error.outcome, error.retryable], ['network_error', 'none', true]);
          }
        },
        { client: { baseUrl: gone.origin } },
      );
    });

    for (const [row, code, category] of [
      ['row 2', 'ENOTFOUND', 'network_error'],
      ['row 2', 'EAI_AGAIN', 'network_error'],
      ['row 4', 'EHOSTUNREACH', 'network_error'],
      ['row 4', 'ETIMEDOUT', 'timeout_error'],
    ] as const)
      law(
        `${row}: ${code} is a ${category}, not a matter of credentials`,
        fine,
        async ({ failure }) => {
          const error = await failure(post);
          assert.equal(error.category, category);
          if (category === 'network_error') assert.equal(error.outcome, 'none');
        },
        { lookupError: code, client: { baseUrl: 'https://acme.example.com' } },
      );

    it('row 3: a connection that nobody takes ends at the limit for connecting', async () => {
      const hole = await blackHole();
      if (hole === undefined) return;
      try {
        await withRig(
          makeTransport,
          fine,
          async ({ failure }) => {
            const error = await within(4000, failure(post), 'there is no limit for connecting');
            assert.deepEqual([error.category, error.outcome], ['timeout_error', 'none']);
          },
          { connectMs: 100, client: { baseUrl: `http://${hole.host}` } },
        );
      } finally {
        await hole.close();
      }
    });

    it('row 43: a port of another protocol is refused before anything is sent', async () => {
      await withRig(makeTransport, fine, async ({ transport }) => {
        const options = { transport, clock: { wallNow: () => 0 } as never, service: 'Acme', userAgent: 'x' };
        assert.throws(() => new HttpClient({ ...options, baseUrl: 'http://127.0.0.1:6667' }), { category: 'configuration_error' });
      });
    });
  });

  describe(`${name}: answers that break off`, () => {
    for (const [row, what, fault] of [
      ['row 5', 'a reset before the answer', faults.resetBeforeHeaders],
      ['row 6', 'a reset in the middle of the body', faults.resetMidBody],
      ['row 7', 'a body short of its length', faults.shortContentLength],
      ['row 8', 'chunks without the last one', faults.chunkedWithoutEnd],
    ] as const)
      law(`${row}: ${what} is a network error, and a change may have been done`, fault, async ({ server, failure }) => {
        assert.equal((await failure()).category, 'network_error');
        server.answer(fault);
        const before = server.requests.length;
        const error = await failure(post);
        assert.deepEqual([error.category, error.outcome], ['network_error', 'unknown']);
        assert.equal(server.requests.length, before + 1, 'the change was sent again');
      });

    law('row 9: a head that never ends is given up on time, and the server sees it', faults.slowHeaders, (rig) =>
      runsOutOfTime(rig, () => rig.server.requests.length === 1),
    );
    law('row 9: no answer at all is given up on time, and the server sees it', faults.neverAnswer, (rig) =>
      runsOutOfTime(rig, () => rig.server.requests.length === 1),
    );
    law('row 10: a body that drips is given up on time, and the server sees it', faults.dripBody, (rig) =>
      runsOutOfTime(rig, () => rig.heads() === 1),
    );

    law(
      'row 11: a connection gone stale is replaced in silence, and no change goes out twice',
      faults.staleAfterFirst(fine),
      async (rig) => {
        const { server, get, request } = rig;
        await get();
        assert.deepEqual((await get()).json, { fine: true });
        server.answer(faults.staleAfterFirst(fine));
        await get();
        const before = server.requests.length;
        // Where a change gets a connection of its own, none can be stale.
        const lost = await request({ path: '/things', ...post }).then(
          () => undefined,
          (error: unknown) => error as IntegrationError,
        );
        if (lost !== undefined) assert.deepEqual([lost.category, lost.outcome], ['network_error', 'unknown']);
        assert.equal(server.requests.length, before + 1, 'the change was sent again');
      },
    );

    for (const [what, fault] of [
      ['before its head', faults.resetBeforeHeaders],
      ['in its body', faults.resetMidBody],
      ['without a word', faults.hangUp],
    ] as const)
      law(`row 44: a change whose answer is lost ${what} went out once, and may have been done`, fine, async (rig) => {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
          rig.server.answer(fine);
          // So that there are connections that were kept, too.
          await rig.get();
          await rig.request({ path: '/things', method });
          rig.server.answer(fault);
          const before = rig.server.requests.length;
          const error = await rig.failure({ method });
          assert.deepEqual([error.category, error.outcome], ['network_error', 'unknown'], method);
          assert.equal(rig.server.requests.length, before + 1, `the ${method} was sent again`);
        }
      });
  });

  describe(`${name}: answers that cannot be read`, () => {
    fails(
      'row 12: a garbage status line is a protocol error that shows nothing of it',
      faults.garbageStatusLine,
      'protocol_error',
      (error) => {
        assert.doesNotMatch(error.message, /SSH|greeting/);
      },
    );

    law('row 13: a head of 20 KB is read whole or refused', faults.bigHeader, async ({ request }) => {
      const outcome = await request({ path: '/' }).then(
        ({ header }) => header('x-big')?.length,
        (error: unknown) => (error as IntegrationError).category,
      );
      assert.ok(outcome === 20 * 1024 || outcome === 'protocol_error', String(outcome));
    });

    fails(
      'row 14: JSON that breaks off is a protocol error, its text in the cause only',
      faults.truncatedJson,
      'protocol_error',
      (error) => {
        assert.doesNotMatch(error.message, /Ada/);
        assert.match((error.cause as Error).message, /Ada/);
        assert.ok((error.cause as Error).message.length < 300);
        assert.equal(error.statusCode, 200);
      },
    );

    fails(
      'row 15: a web page instead of data hints at a sign-in to the network',
      faults.htmlPage,
      'protocol_error',
      (error, { server }) => {
        assert.match(error.message, /sign in/);
        assert.equal(server.requests.length, 1, 'the token was sent again');
      },
    );

    const drifted = { extra: 1, missing: null, list: [{ odd: true }] };
    law(
      'row 16: what is more or less than expected goes on untouched, for the contract to judge',
      faults.json(drifted),
      async ({ get }) => {
        assert.deepEqual((await get()).json, drifted);
      },
    );

    fails('row 17: 10,000 levels of JSON overflow nothing', faults.deepJson(10_000), 'protocol_error');
    fails('row 17: keys that pollute prototypes are refused', faults.protoJson, 'protocol_error', () => {
      assert.equal(Reflect.get({}, 'isAdmin'), undefined);
    });

    law(
      'row 21: a body without end is stopped at the limit',
      faults.endlessBody,
      async ({ server, failure }) => {
        const error = await failure();
        assert.equal(error.category, 'too_large');
        assert.match(error.message, /1 MiB/);
        await within(hangsMs, server.idle(), 'the body is still coming');
        assert.equal((await failure(post)).outcome, 'unknown');
      },
      { client: { maxBytes: 1024 * 1024 } },
    );

    fails('row 22: a packed body is counted unpacked', faults.gzipBomb(64 * 1024 * 1024), 'too_large', () => undefined, {
      client: { maxBytes: 1024 * 1024 },
    });
    for (const [what, packings] of [
      ['a body packed many times over', ['gzip', 'gzip', 'br']],
      ['deflate, which nobody asked for,', ['deflate']],
      ['deflate without its header', ['deflate-raw']],
    ] as const)
      law(`row 22: ${what} is unpacked in full or refused`, faults.packedJson({ fine: true }, ...packings), async (rig) => {
        const outcome = await rig.get().then(
          ({ json }) => json,
          (error: unknown) => (error as IntegrationError).category,
        );
        if (outcome !== 'protocol_error') assert.deepEqual(outcome, { fine: true });
      });
    for (const packing of ['gzip', 'br'] as const)
      law(`row 22: ${packing} is unpacked`, faults.packedJson({ wörter: 'ä'.repeat(50_000) }, packing), async ({ get }) => {
        assert.deepEqual((await get()).json, { wörter: 'ä'.repeat(50_000) });
      });
    law('row 22: a packed body that breaks off is never taken for whole', faults.truncatedGzip, async ({ failure }) => {
      assert.match((await failure()).category, /^(network_error|protocol_error)$/);
    });
  });

  describe(`${name}: limits of the other side`, () => {
    const limited = (title: string, fault: Fault, waitMs: number): void => {
      fails(title, fault, 'rate_limit_error', (error, { pauses }) => {
        assert.deepEqual([error.retryAfterMs, error.outcome], [waitMs, 'none']);
        assert.deepEqual(pauses, [waitMs], 'all calls of the connection wait');
      });
    };
    limited('row 23: 429 waits as it says', faults.rateLimited('2'), 2000);
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
    limited(
      'row 24: a date counts from the answer’s own, whatever our clock says',
      faults.rateLimited('Sun, 06 Nov 1994 08:50:07 GMT', { date }),
      30_000,
    );
    limited('row 24: a date that is past asks for no wait', faults.rateLimited('Sun, 06 Nov 1994 08:00:00 GMT', { date }), 0);
    limited('row 25: 429 that does not say how long waits a minute', faults.rateLimited(), 60_000);
    const usedUp = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90', 'x-ratelimit-limit': '5000' };
    limited('row 25: 429 with a used-up budget waits for its reset', faults.rateLimited(undefined, usedUp), 90_000);
    limited(
      'row 25: 429 with budget left takes no notice of a reset that belongs to another limit',
      faults.rateLimited(undefined, { ...usedUp, 'x-ratelimit-remaining': '4999' }),
      60_000,
    );
    limited(
      'row 25: 403 with a used-up budget is a limit, not a lack of permission',
      faults.json({}, { status: 403, headers: usedUp }),
      90_000,
    );
    limited('row 25: 403 with Retry-After is a limit too', faults.json({}, { status: 403, headers: { 'retry-after': '7' } }), 7000);
    limited('row 26: a wait of eleven days is handed on as it is', faults.rateLimited('1000000'), 1_000_000_000);
    limited('row 26: a wait that cannot be read is a minute', faults.rateLimited('soon'), 60_000);

    law(
      'row 25: what is left is observed on good answers',
      faults.json({}, { headers: { ...usedUp, 'x-ratelimit-remaining': '7' } }),
      async (rig) => {
        await rig.get();
        assert.deepEqual(rig.budgets, [{ remaining: 7, resetMs: 90_000 }]);
        assert.deepEqual(rig.pauses, []);
      },
    );

    fails(
      'row 27: 503 with Retry-After pauses the connection',
      faults.json({}, { status: 503, headers: { 'retry-after': '5' } }),
      'service_unavailable',
      (error, { pauses }) => {
        assert.deepEqual([error.retryAfterMs, error.statusCode, pauses], [5000, 503, [5000]]);
      },
    );
    for (const status of [500, 502, 503, 504, 599])
      law(
        `row ${status === 500 ? '28' : '27'}: ${String(status)} is an outage, and a change may have been done`,
        faults.text('<html>down</html>', { status }),
        async (rig) => {
          const error = await rig.failure(post);
          assert.deepEqual([error.category, error.outcome, error.statusCode], ['service_unavailable', 'unknown', status]);
          assert.deepEqual(rig.pauses, []);
          assert.doesNotMatch(error.message, /html/);
        },
      );
    law('row 28: a service that works every other time works again', [faults.json({}, { status: 500 }), fine], async ({ failure, get }) => {
      await failure();
      assert.deepEqual((await get()).json, { fine: true });
    });
    for (const status of [408, 421, 425])
      fails(`row 29: ${String(status)} is a network error`, faults.json({}, { status }), 'network_error');
  });

  describe(`${name}: refusals`, () => {
    const says = (status: number, body: unknown): Fault => faults.json(body, { status });
    fails(
      'row 30: 401 is a matter of credentials',
      says(401, { message: 'Bad credentials' }),
      'authentication_error',
      (error, { server }) => {
        assert.match(error.message, /Bad credentials/);
        assert.equal(server.requests.length, 1);
      },
    );
    fails('row 35: 403 is a lack of permission', says(403, { message: 'Needs the scope repo' }), 'permission_error', (error) => {
      assert.match(error.message, /Needs the scope repo/);
    });
    fails('row 35: 404 is not found', says(404, {}), 'not_found');
    fails('row 36: 409 is a conflict', says(409, {}), 'conflict');
    fails('row 36: 412 is a conflict', says(412, {}), 'conflict');
    const missing = { message: 'Validation Failed', errors: [{ field: 'title', code: 'missing' }] };
    fails('row 36: 422 is for the input, with what is wrong with it', says(422, missing), 'validation_error', (error) => {
      assert.equal(error.message, 'Acme refused: Validation Failed (title: missing). Check what you entered.');
    });
    fails('row 42: 407 is the proxy’s', says(407, {}), 'configuration_error');
    fails('every row: credentials that a careless server sends back are taken out', faults.echoRefusal, 'validation_error');
  });

  describe(`${name}: redirects`, () => {
    it('row 37: another origin gets no credentials, no headers of ours, no cookie', async () => {
      const files = await faultServer(faults.json({ from: 'files' }));
      try {
        await withRig(
          makeTransport,
          faults.redirect(`${outThere}/archive?id=1`, 302),
          async ({ server, request }) => {
            const answer = await request({ path: '/things', headers: { 'x-account': 'ada', cookie: 'a=1' } });
            assert.deepEqual([answer.json, answer.url], [{ from: 'files' }, `${outThere}/archive?id=1`]);
            assert.equal(server.requests[0]?.headers['authorization'], `Bearer ${secretWord}`);
            const [got] = files.requests;
            assert.equal(got?.url, '/archive?id=1');
            for (const name of ['authorization', 'x-api-key', 'x-account', 'cookie', 'x-client', 'referer'])
              assert.equal(got.headers[name], undefined, name);
            assert.equal(got.headers['user-agent'], 'ProjectWiz/test');
          },
          { aliases: { [outThere]: files }, client: { headers: { 'x-client': '1' } } },
        );
        for (const status of [301, 302, 303, 307, 308])
          await withRig(
            makeTransport,
            faults.redirect(outThere, status),
            async ({ failure }) => {
              const error = await failure(post);
              assert.equal(error.category, 'protocol_error');
              assert.match(error.message, /^Unsafe redirect/);
            },
            { aliases: { [outThere]: files } },
          );
        assert.equal(files.requests.length, 1, 'a change was sent to another origin');
      } finally {
        await files.close();
      }
    });

    law(
      'row 37: within the origin a 307 repeats a change as it is',
      [faults.redirect('/moved', 307), fine],
      async ({ server, request }) => {
        await request({ path: '/things', ...post });
        const [, second] = server.requests;
        assert.deepEqual([second?.method, second?.url, second?.body], ['POST', '/moved', '{"name":"x"}']);
        assert.equal(second?.headers['authorization'], `Bearer ${secretWord}`);
      },
    );

    law('row 37: within the origin a 302 is not followed for a change', faults.redirect('/moved', 302), async ({ server, failure }) => {
      const error = await failure(post);
      assert.deepEqual([error.category, error.outcome, server.requests.length], ['protocol_error', 'unknown', 1]);
    });

    for (const [location, category] of [
      ['http://plain.example.com/', 'protocol_error'],
      ['file:///etc/passwd', 'protocol_error'],
      ['ftp://files.example.com/', 'protocol_error'],
      ['javascript:alert(1)', 'protocol_error'],
      ['https://user:word@files.example.com/', 'protocol_error'],
      ['https://files.example.com:22/', 'protocol_error'],
      ['http://169.254.169.254/latest/meta-data', 'configuration_error'],
      ['https://127.0.0.1:8443/', 'configuration_error'],
      ['https://[::1]/', 'configuration_error'],
      ['https://[::ffff:10.0.0.1]/', 'configuration_error'],
      ['https://2130706433/', 'configuration_error'],
      ['https://10.1.2.3/', 'configuration_error'],
      ['https://172.20.0.1/', 'configuration_error'],
      ['https://192.168.0.1/', 'configuration_error'],
      ['https://[fe80::1]/', 'configuration_error'],
      ['https://[fd00::1]/', 'configuration_error'],
      ['https://metadata.google.internal/', 'configuration_error'],
    ] as const)
      law(`row 38: a redirect to ${location} is refused`, faults.redirect(location), async ({ heads, failure }) => {
        const error = await failure();
        assert.equal(error.category, category);
        assert.match(error.message, /^Unsafe redirect/);
        assert.equal(heads(), 1, 'something was sent');
      });

    law('row 39: a circle of redirects is left', [faults.redirect('/b'), faults.redirect('/things'), fine], async ({ server, failure }) => {
      const error = await failure();
      assert.equal(error.category, 'protocol_error');
      assert.match(error.message, /in a circle/);
      assert.equal(server.requests.length, 2);
    });
    law('row 39: five redirects are followed, six are not', endlessRedirects(5), async ({ server, get, failure }) => {
      assert.deepEqual((await get()).json, { fine: true });
      server.answer(endlessRedirects(6));
      const before = server.requests.length;
      assert.equal((await failure()).category, 'protocol_error');
      assert.equal(server.requests.length, before + 6);
    });
  });

  describe(`${name}: cancel`, () => {
    const cancels = (title: string, fault: Fault, when: (rig: TransportRig) => boolean): void => {
      law(title, fault, async (rig) => {
        const failed = rig.failure();
        await until('the request is under way', () => when(rig));
        rig.abort();
        assert.equal((await within(1000, failed, 'the caller still waits')).category, 'cancelled');
        await within(hangsMs, rig.server.idle(), 'the connection is still open');
      });
    };
    law('row 46: cancelled before, nothing is sent', fine, async ({ server, abort, failure }) => {
      abort();
      const error = await failure(post);
      assert.deepEqual([error.category, error.outcome, server.connections], ['cancelled', 'none', 0]);
    });
    cancels('row 46: cancelled while the other side thinks', faults.neverAnswer, ({ server }) => server.requests.length === 1);
    cancels('row 46: cancelled in the head', faults.slowHeaders, ({ server }) => server.requests.length === 1);
    cancels('row 46: cancelled in the body', faults.dripBody, ({ heads }) => heads() === 1);
    cancels('row 46: cancelled in the body of a failed answer', failedDrip, ({ heads }) => heads() === 1);
    law('row 46: a change that is cancelled on its way may have been done', faults.neverAnswer, async ({ server, abort, failure }) => {
      const failed = failure(post);
      await until('the request is there', () => server.requests.length === 1);
      abort();
      assert.deepEqual([(await failed).category, (await failed).outcome], ['cancelled', 'unknown']);
    });
    law('row 46: cancelled after, the answer stays', fine, async ({ abort, get }) => {
      const answer = await get();
      abort();
      assert.deepEqual(answer.json, { fine: true });
    });
    law('what is under way when the transport closes rejects', faults.neverAnswer, async ({ server, client, failure }) => {
      const failed = failure(post);
      await until('the request is there', () => server.requests.length === 1);
      await within(hangsMs, client.close(), 'closing takes for ever');
      // Nobody cancelled, and nobody knows what came of a change.
      assert.deepEqual([(await failed).category, (await failed).outcome], ['network_error', 'unknown']);
      const refused = await failure(post);
      assert.deepEqual([refused.category, refused.outcome, server.requests.length], ['network_error', 'none', 1]);
    });
  });

  describe(`${name}: keeping to itself`, () => {
    law(
      'keeps no cookie and caches nothing',
      faults.json({ n: 1 }, { headers: { 'set-cookie': 'a=1', 'cache-control': 'max-age=600' } }),
      async (rig) => {
        await rig.get();
        await rig.get();
        assert.equal(rig.server.requests.length, 2);
        assert.equal(rig.server.requests[1]?.headers['cookie'], undefined);
      },
    );
    law('an ETag is asked with again, and what has not changed comes from the store', byEtag, async ({ server, get }) => {
      const [first, second] = [await get(), await get()];
      assert.equal(server.requests[1]?.headers['if-none-match'], '"v1"');
      assert.deepEqual([second.status, second.json, second.header('link')], [200, first.json, '</2>; rel="next"']);
      assert.notEqual(second.json, first.json, 'both hold one object');
    });
    law('several headers of one name come as one', manyHeaders, async ({ get }) => {
      assert.equal((await get()).header('X-Part'), 'a, b');
    });
    law('an empty answer is one', faults.text('', { status: 204 }), async ({ request }) => {
      assert.equal((await request({ path: '/', method: 'DELETE' })).json, undefined);
    });
    law('a connection is used again', fine, async ({ server, get }) => {
      for (let turn = 0; turn < 5; turn += 1) await get();
      assert.equal(server.connections, 1);
    });
    law('keeps no broken answer for an ETag', brokenEtag, async ({ server, get, failure }) => {
      await failure();
      server.answer(fine);
      await get();
      assert.equal(server.requests.at(-1)?.headers['if-none-match'], undefined);
    });
  });

  addressLaws(name, makeTransport, { describe, it });
  encryptionLaws(name, makeTransport, { describe, it });
}

function endlessRedirects(count: number): [Fault, ...Fault[]] {
  const rest = Array.from({ length: count - 1 }, (_, index) => faults.redirect(`/hop/${String(index + 2)}`));
  return [faults.redirect('/hop/1'), ...rest, fine];
}

const failedDrip: Fault = ({ response, every }) => {
  // Without a type a network stack may wait for more of the body, to guess it.
  response.writeHead(500, { 'content-type': 'application/json' });
  every(20, () => response.write(' '));
};

const byEtag: Fault = (exchange) => {
  const isKnown = exchange.request.headers['if-none-match'] === '"v1"';
  if (isKnown) exchange.response.writeHead(304, { etag: '"v1"' }).end();
  else faults.json({ items: [1] }, { headers: { etag: '"v1"', link: '</2>; rel="next"' } })(exchange);
};

const brokenEtag: Fault = ({ socket }) => {
  socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\netag: "v1"\r\ncontent-length: 100\r\n\r\n{"whole":true}');
};

const manyHeaders: Fault = ({ response }) => {
  response.writeHead(200, [
    ['x-part', 'a'],
    ['x-part', 'b'],
  ] as never);
  response.end('{}');
};
