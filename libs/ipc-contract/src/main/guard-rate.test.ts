import { ManualClock } from '@wiz/core/testing';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integrationErrorOf } from '../renderer/integration-error-of.ts';
import { guardedWith, type FixtureClient } from '../testing/transports.ts';
import { until, World } from '../testing/world.ts';

const connection = ConnectionId.parse('c1');

/** Makes this many calls, each of which ends at once; says how each ended. */
function look(client: FixtureClient, calls: number): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: calls }, (_, value) =>
      client.fixture.look.query({ connection, value }).then(
        () => 'done',
        (error: unknown) => integrationErrorOf(error).category,
      ),
    ),
  );
}
const times = (ends: readonly string[], end: string): number => ends.filter((one) => one === end).length;

describe('a window that asks without end', () => {
  const clock = new ManualClock();
  let world: World;
  beforeEach(() => {
    world = new World(guardedWith({ callRate: { perSecond: 1000, burst: 40 } }), clock);
  });
  afterEach(() => {
    world.dispose();
  });

  it('row 66: is answered “overloaded” above its rate, and the engine hears nothing of those calls', async () => {
    const window = world.open();
    const client = world.client(window);
    const first = await look(client, 60);
    expect([times(first, 'done'), times(first, 'overloaded')]).toEqual([40, 20]);
    expect(world.engine.requests).toHaveLength(40);
    expect(world.openCalls(window)).toBe(0);
    expect(world.logged.map(({ facts }) => facts)).toEqual([
      { kind: 'flooding', count: 1 },
      { kind: 'flooding', count: 10 },
    ]);

    await clock.advance(25);
    const second = await look(client, 60);
    expect([times(second, 'done'), times(second, 'overloaded')]).toEqual([25, 35]);
    expect(world.engine.requests).toHaveLength(65);
    // 55 were refused: a flood does not fill the log.
    expect(world.logged).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('takes nothing from another window, and gets nothing new by loading its page anew', async () => {
    const [window, other] = [world.open(), world.open()];
    expect(times(await look(world.client(window), 60), 'done')).toBe(40);
    window.navigate();
    expect(times(await look(world.client(window), 10), 'done')).toBe(0);
    expect(times(await look(world.client(other), 60), 'done')).toBe(40);
  });

  it('can still end what it began', async () => {
    const window = world.open();
    const client = world.client(window);
    world.engine.onRun = () => new Promise(() => undefined);
    const abort = new AbortController();
    const begun = client.fixture.look.query({ connection, value: 1 }, { signal: abort.signal });
    begun.catch(() => undefined);
    const others = look(client, 60);
    await until('as many run as may', () => world.engine.requests.length === 40);
    abort.abort();
    await until('the first one ends', () => world.engine.requests[0]?.signal?.aborted === true);
    expect(world.engine.requests[1]?.signal?.aborted).toBe(false);
    window.close();
    others.catch(() => undefined);
  });
});
