import { IntegrationError } from '@wiz/core';
import assert from 'node:assert/strict';
import * as faults from './faults.ts';
import { handshakeServer, hangUp, oldVersion, plainText, refusesVersion, reset, silence, type HandshakeFault } from './handshake-server.ts';
import type { LawRunner } from './law-runner.ts';
import { selfSigned, testAuthority, type TlsIdentity } from './test-authority.ts';
import { within, withRig, type MakeTransport, type RigOptions, type TransportRig } from './transport-rig.ts';

const post = { method: 'POST', json: { name: 'x' } } as const;
const fine = faults.json({ fine: true });
const hourMs = 60 * 60 * 1000;
const unknownAuthority = /certificate of the other side (is self-signed|comes from an authority that this computer does not know)/;

/** Rows 3, 40 and 41: what goes wrong before anything is sent. Each certificate is made anew; no key of one lies anywhere. */
export function encryptionLaws(name: string, makeTransport: MakeTransport, { describe, it }: LawRunner): void {
  const secured = (
    title: string,
    make: () => { readonly identity: TlsIdentity; readonly trust?: string },
    law: (rig: TransportRig) => Promise<void>,
  ): void => {
    it(title, async () => {
      const { identity, trust } = make();
      await withRig(makeTransport, fine, law, { identity, ...(trust === undefined ? {} : { trust }) });
    });
  };
  /** Nothing was sent, and nothing is gained by trying again. */
  const refuses =
    (reason: RegExp) =>
    async ({ server, failure }: TransportRig): Promise<void> => {
      for (const request of [{}, post]) {
        const error = await failure(request);
        assert.deepEqual([error.category, error.outcome, error.retryable], ['configuration_error', 'none', false], error.message);
        assert.match(error.message, reason);
      }
      assert.equal(server.requests.length, 0);
    };
  /** By an authority that is trusted. */
  const certified = (host: string, from: number, until: number) => () => {
    const authority = testAuthority();
    const validity = { from: new Date(Date.now() + from), until: new Date(Date.now() + until) };
    return { identity: authority.certify(host, validity), trust: authority.certificate };
  };

  describe(`${name}: certificates`, () => {
    secured('row 40: a right one is taken', certified('127.0.0.1', -hourMs, hourMs), async ({ get, request }) => {
      assert.deepEqual((await get()).json, { fine: true });
      assert.deepEqual((await request({ path: '/things', ...post })).json, { fine: true });
    });
    secured(
      'row 44: over TLS, too, a change whose answer is lost may have been done',
      certified('127.0.0.1', -hourMs, hourMs),
      async (rig) => {
        for (const fault of [faults.hangUp, faults.shortContentLength]) {
          rig.server.answer(fault);
          const error = await rig.failure(post);
          assert.deepEqual([error.category, error.outcome], ['network_error', 'unknown']);
        }
        assert.equal(rig.server.requests.length, 2);
      },
    );
    secured('row 40: one that has expired is refused', certified('127.0.0.1', -2 * hourMs, -hourMs), refuses(/certificate .* has expired/));
    secured(
      'row 40: one that is not valid yet is refused',
      certified('127.0.0.1', hourMs, 2 * hourMs),
      refuses(/certificate .* not valid yet/),
    );
    secured(
      'row 40: one for another host is refused',
      certified('other.example.com', -hourMs, hourMs),
      refuses(/certificate .* is for another address/),
    );
    secured('row 40: one that certifies itself is refused', () => ({ identity: selfSigned('127.0.0.1') }), refuses(unknownAuthority));
    secured(
      'row 40: one of an unknown authority is refused',
      () => ({ identity: testAuthority().certify('127.0.0.1') }),
      refuses(unknownAuthority),
    );
    secured(
      'row 40: one of another authority is refused where one is known',
      () => ({ identity: testAuthority().certify('127.0.0.1'), trust: testAuthority().certificate }),
      refuses(unknownAuthority),
    );
    secured(
      'row 40: no variable of the environment switches the check off',
      () => ({ identity: selfSigned('127.0.0.1') }),
      async (rig) => {
        process.env[offSwitch] = '0';
        try {
          await refuses(unknownAuthority)(rig);
        } finally {
          Reflect.deleteProperty(process.env, offSwitch);
        }
      },
    );
  });

  describe(`${name}: handshakes`, () => {
    const handshake = (title: string, fault: HandshakeFault, law: (rig: TransportRig) => Promise<void>, wish: RigOptions = {}): void => {
      it(title, async () => {
        const server = await handshakeServer(fault);
        try {
          await withRig(makeTransport, fine, law, { ...wish, client: { baseUrl: server.origin } });
        } finally {
          await server.close();
        }
      });
    };

    handshake(
      'row 3: encryption that is never agreed on ends at the limit for connecting',
      silence,
      async ({ failure }) => {
        const error = await within(4000, failure(post), 'there is no limit for connecting');
        assert.deepEqual([error.category, error.outcome], ['timeout_error', 'none']);
      },
      { connectMs: 100 },
    );
    handshake('row 41: a handshake without an answer ends when the caller gives up', silence, async ({ failure, abort }) => {
      const failed = failure();
      abort(new IntegrationError('timeout_error', 'It did not answer within 1 s. Try again.'));
      assert.equal((await within(1000, failed, 'the caller still waits')).category, 'timeout_error');
    });
    for (const [what, fault] of [
      ['hung up on', hangUp],
      ['reset', reset],
    ] as const)
      handshake(`row 41: a handshake that is ${what} is a network error, to be tried again`, fault, async ({ failure }) => {
        for (const request of [{}, post]) {
          const error = await failure(request);
          assert.deepEqual([error.category, error.retryable], ['network_error', true], error.message);
        }
      });
    for (const [what, fault] of [
      ['agrees to TLS 1.0 only', oldVersion(1)],
      ['agrees to TLS 1.1 only', oldVersion(2)],
      ['knows no version of ours', refusesVersion],
    ] as const)
      handshake(`row 41: a server that ${what} is refused`, fault, refuses(/does not speak a version of encryption that is safe/));
    handshake('row 41: a server that does not encrypt is refused', plainText, async ({ failure }) => {
      for (const request of [{}, post]) {
        const error = await failure(request);
        assert.deepEqual([error.category, error.retryable], ['configuration_error', false]);
        assert.match(error.message, /encrypt/);
      }
    });
  });
}

const offSwitch = 'NODE_TLS_REJECT_UNAUTHORIZED';
