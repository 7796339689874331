import assert from 'node:assert/strict';
import { faultServer } from './fault-server.ts';
import * as faults from './faults.ts';
import type { LawRunner } from './law-runner.ts';
import { testAuthority } from './test-authority.ts';
import { withRig, type MakeTransport } from './transport-rig.ts';

const post = { method: 'POST', json: { name: 'x' } } as const;
const fine = faults.json({ fine: true });

/**
 * Row 38 where a name has to be looked up first. Every number here is one of this computer, so that a transport that
 * breaks these laws reaches nobody else.
 */
export function addressLaws(name: string, makeTransport: MakeTransport, { describe, it }: LawRunner): void {
  describe(`${name}: where names lead`, () => {
    for (const [what, addresses] of [
      ['this computer', ['127.0.0.1']],
      ['this computer in the new kind of number', ['::1']],
      ['this computer in a number that holds one of the old kind', ['::ffff:127.0.0.1']],
      ['no number at all', ['0.0.0.0']],
      ['this computer and another one', ['127.0.0.1', '203.0.113.7']],
    ] as const)
      it(`row 38: a redirect to a name that leads to ${what} connects to nothing`, async () => {
        const inside = await faultServer(fine);
        try {
          const target = `https://inside.example.com:${new URL(inside.origin).port}/keys`;
          await withRig(
            makeTransport,
            faults.redirect(target),
            async ({ heads, failure }) => {
              const error = await failure();
              assert.deepEqual([error.category, error.outcome, error.retryable], ['configuration_error', 'none', false]);
              assert.match(error.message, /^Unsafe redirect: inside\.example\.com \(.+\) lies inside/);
              assert.deepEqual([heads(), inside.connections], [1, 0]);
            },
            { addresses },
          );
        } finally {
          await inside.close();
        }
      });

    it('row 38: a server of one’s own may lie inside, when the user typed its name', async () => {
      const authority = testAuthority();
      const identity = authority.certify('own.example.com');
      const server = await faultServer(fine, identity);
      try {
        await withRig(
          makeTransport,
          fine,
          async ({ get, request }) => {
            assert.deepEqual((await get()).json, { fine: true });
            assert.deepEqual((await request({ path: '/things', ...post })).json, { fine: true });
            assert.equal(server.requests.length, 2);
          },
          {
            addresses: ['127.0.0.1'],
            trust: authority.certificate,
            client: { baseUrl: server.origin.replace('127.0.0.1', 'own.example.com') },
          },
        );
      } finally {
        await server.close();
      }
    });

    for (const [what, host] of [
      ['a name that leads to no number at all', 'nowhere.example.com'],
      ['no number at all', '0.0.0.0'],
      ['no number at all, in the new kind,', '[::]'],
    ] as const)
      it(`row 38: ${what} is not called, even when the user typed it`, async () => {
        const server = await faultServer(fine);
        try {
          await withRig(
            makeTransport,
            fine,
            async ({ failure }) => {
              for (const request of [{}, post]) {
                const error = await failure(request);
                assert.deepEqual([error.category, error.outcome], ['configuration_error', 'none']);
                assert.match(error.message, /^No service may be called at /);
              }
              assert.equal(server.connections, 0);
            },
            { addresses: ['0.0.0.0'], client: { baseUrl: `https://${host}:${new URL(server.origin).port}` } },
          );
        } finally {
          await server.close();
        }
      });
  });
}
