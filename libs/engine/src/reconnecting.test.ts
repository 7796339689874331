import { IntegrationError } from '@wiz/core';
import { deferred } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, type DeskWorld } from './testing/desk-world.ts';
import type { ConnectionId } from './types/index.ts';

const offline = (): Promise<never> => Promise.reject(new IntegrationError('network_error', 'You are offline.', { outcome: 'none' }));

/** What the windows were told of it, each once: whether it is reconnecting, and its health. */
const told = ({ events }: DeskWorld): readonly string[] =>
  events
    .flatMap((event) => (event.type === 'state' ? [`${String(event.state.reconnecting)} ${event.state.health.status}`] : []))
    .filter((words, at, all) => words !== all[at - 1]);

/** A connection that is known to be well; nothing that it was told of before is in `events`. */
async function wellDesk(): Promise<DeskWorld & { readonly id: ConnectionId }> {
  const made = await connectedDesk();
  await made.clock.advance(10_000);
  expect(told(made).at(-1)).toBe('false healthy');
  made.events.length = 0;
  return made;
}

describe.each([
  ['the computer woke', ({ clock }: DeskWorld) => clock.asleep(60_000)],
  [
    'the network changed',
    ({ engine }: DeskWorld) => {
      engine.networkChanged();
      return Promise.resolve();
    },
  ],
])('once %s, a connection', (_what, happens) => {
  it('is reconnecting until its first question is answered, whatever it was before', async () => {
    const made = await wellDesk();
    const { clock, engine, pings } = made;
    const answer = deferred<undefined>();
    made.answer = () => answer.promise;
    const before = pings.length;
    await happens(made);
    await clock.advance(1000);
    expect(pings).toHaveLength(before);
    expect(told(made)).toEqual(['true unknown']);
    await clock.advance(4000);
    expect(pings).toHaveLength(before + 1);
    expect((await engine.health.states())[0]).toMatchObject({ reconnecting: true, health: { status: 'unknown' } });
    answer.resolve(undefined);
    await clock.advance(1000);
    expect(told(made)).toEqual(['true unknown', 'false healthy']);
    expect(made.events.filter(({ type }) => type === 'alert')).toEqual([]);
  });

  it('is not shown as it was before when the network is not there yet', async () => {
    const made = await wellDesk();
    made.answer = offline;
    await happens(made);
    await made.clock.advance(20_000);
    expect(told(made)).toEqual(['true unknown']);
    made.answer = () => Promise.resolve();
    await made.clock.advance(40_000);
    expect(told(made)).toEqual(['true unknown', 'false healthy']);
  });

  it('is shown as it is once the network has had its time', async () => {
    const made = await wellDesk();
    // One question without an answer does not make it ill.
    made.answer = () => new Promise(() => undefined);
    await happens(made);
    await made.clock.advance(59_000);
    expect(told(made)).toEqual(['true unknown']);
    await made.clock.advance(2000);
    expect(told(made)[1]).toMatch(/^false /);
  });

  it('is shown as it is as soon as it answers, though it be with a refusal', async () => {
    const made = await wellDesk();
    made.answer = () => Promise.reject(new IntegrationError('permission_error', 'Not for you.'));
    await happens(made);
    await made.clock.advance(5000);
    expect(told(made)).toEqual(['true unknown', 'false healthy']);
  });

  it('is not reconnecting any more once it was switched off and on', async () => {
    const made = await wellDesk();
    const { engine, clock, id } = made;
    await happens(made);
    await engine.connections.update(id, { enabled: false });
    await engine.connections.update(id, { enabled: true });
    await clock.advance(300);
    expect((await engine.health.states())[0]?.reconnecting).toBe(false);
  });
});
