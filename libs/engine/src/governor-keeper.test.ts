import { ManualClock, deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { GovernorKeeper } from './governor-keeper.ts';
import { ConnectionId } from './types/index.ts';

const [a, b] = [ConnectionId.parse('a'), ConnectionId.parse('b')];

function setUp() {
  const clock = new ManualClock();
  const saved: string[] = [];
  const logged: unknown[] = [];
  const store = {
    failing: false,
    load: (id: ConnectionId): Promise<unknown> => (store.failing ? Promise.reject(new Error('no disk')) : Promise.resolve({ of: id })),
    save: (id: ConnectionId, state: unknown): Promise<void> => {
      if (store.failing && id === a) return Promise.reject(new Error('no disk'));
      saved.push(`${id} ${String(state)}`);
      return Promise.resolve();
    },
  };
  const keeper = new GovernorKeeper(store, clock, { info: () => undefined, error: (event) => logged.push(event) });
  return { clock, saved, logged, store, keeper };
}

describe('limits of connections', () => {
  it('are saved together, soon after they changed, as they are then, and without a timer while nothing does', async () => {
    const { clock, saved, keeper } = setUp();
    let state = 1;
    keeper.changed(a, { governorState: () => state });
    await clock.advance(1500);
    keeper.changed(a, { governorState: () => state });
    keeper.changed(b, { governorState: () => 'other' });
    state = 2;
    await clock.advance(499);
    expect(saved).toEqual([]);
    await clock.advance(1);
    expect(saved).toEqual(['a 2', 'b other']);
    expect(clock.pending).toBe(0);
  });

  it('that cannot be saved or read are logged, and keep no other from being saved', async () => {
    const { clock, saved, logged, store, keeper } = setUp();
    store.failing = true;
    keeper.changed(a, { governorState: () => 1 });
    keeper.changed(b, { governorState: () => 2 });
    await clock.advance(2000);
    expect([saved, logged]).toEqual([['b 2'], ['limits could not be kept']]);
    expect(await keeper.load(a)).toBeUndefined();
    expect(logged).toHaveLength(2);
    store.failing = false;
    expect(await keeper.load(a)).toEqual({ of: 'a' });
  });

  it('are not saved for a connection that is gone', async () => {
    const { clock, saved, keeper } = setUp();
    keeper.changed(a, { governorState: () => 1 });
    keeper.forget(a);
    await clock.advance(2000);
    expect(saved).toEqual([]);
  });

  it('are saved at once at the end, and what changes during that sets no timer', async () => {
    const { clock, saved, store, keeper } = setUp();
    const disk = deferred<undefined>();
    const save = store.save;
    store.save = (id, state) => disk.promise.then(() => save(id, state));
    keeper.changed(a, { governorState: () => 1 });
    const closing = keeper.close();
    keeper.changed(b, { governorState: () => 2 });
    expect(clock.pending).toBe(0);
    disk.resolve(undefined);
    await closing;
    await settle();
    expect([saved, clock.pending]).toEqual([['a 1'], 0]);
  });
});
