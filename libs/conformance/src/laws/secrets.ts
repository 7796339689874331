import { faults } from '@wiz/integration-kit/testing';
import { assertSilent } from '../canaries.ts';
import { heardOnConsole } from '../console.ts';
import { errorText } from '../failure.ts';
import type { Front } from '../front.ts';
import { from, type Action } from '../http-action.ts';
import { isHttpProxy, isTcpProxy } from '../which-front.ts';
import type { Law } from '../law.ts';
import { echo as tcpEcho, garbage, reset, say } from '../tcp-fault.ts';
import type { Trial } from '../trial.ts';
import { aMoment } from '../waiting.ts';

/** Sends everything back that was sent: as JSON, as text, in a header. */
function echo(status: number): Action {
  return (exchange) => {
    const all = JSON.stringify(exchange.request);
    faults.json({ message: `Not with ${all}`, error: all, errors: [{ message: all, field: 'all' }] }, { status })(exchange);
  };
}

const echoText: Action = (exchange) => {
  faults.text(`Not with ${JSON.stringify(exchange.request)}`, { status: 500, headers: { 'x-echo': exchange.request.url } })(exchange);
};

/** What holds for credentials. */
export const secretLaws: readonly Law[] = [
  {
    id: 'secrets-stay-secret',
    says: 'No secret shows in answers, errors, journal, log, events or on the console, not even when the system sends it back.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    // The console is everybody’s.
    sideBySide: 1,
    check: async (trial: Trial): Promise<void> => {
      const heard = await heardOnConsole(async () => {
        const { world, front, details } = await trial.connected({ policy: { retries: 1, breakerFailures: 10 } });
        if (isHttpProxy(front)) {
          const faultAt = await trial.faultAt();
          for (const action of [echo(400), echo(401), echo(403), echo(422), echo(500), echo(200), echoText]) {
            const ticket = await world.ready(front, trial.operation);
            front.rule(from(faultAt, action));
            await world.end(trial.operation, { ticket });
          }
          front.restart();
        }
        if (isTcpProxy(front)) {
          const faultAt = await trial.faultAt();
          for (const fault of [tcpEcho, reset, ...garbage.map(([, bytes]) => say(bytes))]) {
            // A connection that was closed after the last answer is known to be by then.
            await aMoment(world.clock);
            const ticket = await world.ready(front, trial.operation);
            front.fault(faultAt, fault);
            await world.end(trial.operation, { ticket, force: true });
          }
          front.restart();
        }
        await world.end(trial.operation);
        assertSilent(details.secrets, world.told(), 'what it told');
        return details.secrets;
      });
      assertSilent(heard.result, heard.text, 'what it wrote to the console');
    },
  },
  {
    id: 'verify-keeps-secrets',
    says: 'A trial of a connection that fails does not quote its secrets.',
    over: ['http', 'tcp'],
    per: 'connection',
    check: async (trial: Trial): Promise<void> => {
      const [standIn, front, world] = [await trial.standIn(), await trial.front(), await trial.world()];
      const details = standIn.connection(front.address);
      for (const set of echoes(front)) {
        set();
        const told = await world.engine.connections.verify({ integration: trial.contract.id, ...details }).then(JSON.stringify, errorText);
        assertSilent(details.secrets, told, 'what a trial told');
      }
    },
  },
];

/** Everything that sends back what was sent, over whatever it came. */
function echoes(front: Front): readonly (() => void)[] {
  const proxy = isHttpProxy(front) ? front : undefined;
  if (proxy !== undefined)
    return [echo(400), echo(401), echo(500), echo(200), echoText].map((action) => () => {
      proxy.rule(() => action);
    });
  return isTcpProxy(front)
    ? [tcpEcho, ...garbage.map(([, bytes]) => say(bytes))].map((fault) => () => {
        front.fault(0, fault);
      })
    : [];
}
