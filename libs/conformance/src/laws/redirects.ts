import { faultServer, faults } from '@wiz/integration-kit/testing';
import assert from 'node:assert/strict';
import { assertSilent } from '../canaries.ts';
import { counted, from, type Action } from '../http-action.ts';
import type { Law } from '../law.ts';
import type { Trial } from '../trial.ts';

/** How a redirect that leads nowhere good may end. */
const refusals: ReadonlySet<string> = new Set(['protocol_error', 'configuration_error', 'network_error']);
/** Redirects that may be followed in a row, and the first request. */
const mostRequests = 6;

/** Rows 37 and 39 of the fault catalogue. */
export const redirectLaws: readonly Law[] = [
  {
    id: 'redirect-elsewhere',
    says: 'A redirect to another origin gets no credentials and no content, whatever its status.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front, details } = await trial.http({ policy: { retries: 0, breakerFailures: 10 } });
      const elsewhere = await faultServer(faults.json({}));
      try {
        for (const status of [302, 307]) {
          const ticket = await world.ready(front, trial.operation);
          front.rule(from(faultAt, faults.redirect(`${elsewhere.origin}/there`, status)));
          const { error } = await world.end(trial.operation, { ticket });
          assert.ok(error === undefined || refusals.has(error.category), `${String(status)}: it says ${String(error?.category)}`);
        }
        for (const request of elsewhere.requests) {
          assertSilent(details.secrets, JSON.stringify(request), 'what another origin was sent');
          for (const name of ['authorization', 'cookie', 'x-api-key'])
            assert.ok(!(name in request.headers), `another origin was sent the header ${name}`);
          assert.equal(request.body, '', 'another origin was sent the content of a request');
        }
      } finally {
        await elsewhere.close();
      }
    },
  },
  {
    id: 'redirect-circle',
    says: 'A circle of redirects is left after five, and told as protocol_error.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http({ policy: { retries: 2 } });
      const ticket = await world.ready(front, trial.operation);
      let turn = 0;
      const circle: Action = (exchange) => {
        turn += 1;
        faults.redirect(`${front.origin}/circle/${String(turn % 2)}`, 307)(exchange);
      };
      const redirected = counted(circle);
      front.rule(from(faultAt, redirected.action));
      const error = await world.failure(trial.operation, { ticket });
      assert.equal(error.category, 'protocol_error', error.message);
      assert.ok(redirected.times() <= mostRequests, `it went round ${String(redirected.times())} times`);
    },
  },
];
