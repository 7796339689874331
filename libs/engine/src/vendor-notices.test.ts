import { deferred, ManualClock, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk, deskWorld, down } from './testing/desk-world.ts';
import type { EngineEvent } from './types/index.ts';
import { VendorNotices } from './vendor-notices.ts';

const day = 24 * 60 * 60 * 1000;
const march = Date.UTC(2027, 2, 1);
const sunset = { kind: 'sunset', at: march, link: 'https://example.com/end' } as const;
const deprecation = { kind: 'deprecation', at: null, link: null } as const;

describe('VendorNotices', () => {
  function notices() {
    const clock = new ManualClock();
    return { clock, kept: new VendorNotices(clock) };
  }

  it('tells once of what is new, and again when it changes', () => {
    const { kept } = notices();
    const links = [sunset.link, sunset.link, 'https://example.com/other'];
    expect(links.map((link) => kept.met({ ...sunset, link }, 'list'))).toEqual([true, false, true]);
    expect(kept.met({ ...sunset, at: march - day }, 'list')).toBe(true);
    expect(kept.list).toEqual([{ ...sunset, at: march - day, operation: 'list' }]);
  });

  it('keeps the most pressing of each kind, however calls take turns', () => {
    const { kept } = notices();
    expect(kept.met(deprecation, 'list')).toBe(true);
    expect(kept.met({ ...deprecation, at: march }, 'put')).toBe(false);
    expect(kept.met({ ...sunset, at: march + day }, 'put')).toBe(true);
    expect(kept.met(sunset, 'list')).toBe(true);
    for (const turn of [1, 2]) expect([turn, kept.met({ ...sunset, at: march + day }, 'put')]).toEqual([turn, false]);
    expect(kept.list).toEqual([
      { ...sunset, operation: 'list' },
      { ...deprecation, operation: 'list' },
    ]);
  });

  it('believes a later date once the earlier one was not met for a day', async () => {
    const { clock, kept } = notices();
    kept.met(sunset, 'list');
    await clock.advance(day);
    expect(kept.met({ ...sunset, at: march + day }, 'list')).toBe(true);
    expect(kept.list).toMatchObject([{ at: march + day }]);
  });

  it('forgets what was not met for two weeks', async () => {
    const { clock, kept } = notices();
    kept.met(sunset, 'list');
    await clock.advance(14 * day - 1);
    expect(kept.list).toHaveLength(1);
    await clock.advance(1);
    expect(kept.list).toEqual([]);
    expect(kept.met(sunset, 'list')).toBe(true);
  });

  it('takes up what it left, and nothing else', () => {
    const { clock, kept } = notices();
    kept.met(sunset, 'list');
    const next = new VendorNotices(clock);
    next.restore(JSON.parse(JSON.stringify(kept.snapshot())));
    expect(next.list).toEqual(kept.list);
    expect(next.met(sunset, 'list')).toBe(false);
    const insecure = [{ notice: { ...sunset, operation: 'list', link: 'javascript:alert(1)' }, seenAt: 0 }];
    for (const junk of [undefined, null, 'x', [1], insecure]) {
      const empty = new VendorNotices(clock);
      empty.restore(junk);
      expect(empty.list).toEqual([]);
    }
  });
});

describe('what a system announces', () => {
  const told = (events: readonly EngineEvent[]) =>
    events.flatMap((event) => (event.type === 'state' ? [event.state.notices.map(({ kind }) => kind)] : []));

  it('is part of the connection’s state, with the operation that met it', async () => {
    const made = await connectedDesk();
    made.answer = ({ notice }) => Promise.resolve(notice?.(sunset));
    await made.engine.run({ connection: made.id, operation: 'put', input: {} });
    expect(await made.engine.health.states()).toMatchObject([{ notices: [{ ...sunset, operation: 'put' }] }]);
  });

  it('is told to the windows when it is new, and not each time', async () => {
    const made = await connectedDesk();
    const gates = [deferred<undefined>(), deferred<undefined>()] as const;
    made.answer = async ({ notice }) => {
      await gates[0].promise;
      for (let nr = 0; nr < 3; nr += 1) notice?.(sunset);
      await gates[1].promise;
    };
    const running = made.engine.run({ connection: made.id, operation: 'put', input: {} });
    await settle();
    // What its beginning changed was told; from here on only the notice changes anything.
    await made.clock.advance(1000);
    const before = told(made.events).length;
    gates[0].resolve(undefined);
    await settle();
    await made.clock.advance(1000);
    expect(told(made.events).slice(before)).toEqual([['sunset']]);
    gates[1].resolve(undefined);
    await running;
  });

  it('is heard also when the call fails, and when the system is only asked how it is', async () => {
    const made = await connectedDesk();
    made.answer = ({ notice }) => {
      notice?.(deprecation);
      return down();
    };
    await made.engine.health.check(made.id);
    expect(await made.engine.health.states()).toMatchObject([{ notices: [{ ...deprecation, operation: 'ping' }] }]);
  });

  it('is in no run of the journal', async () => {
    const made = await connectedDesk();
    made.answer = ({ notice }) => Promise.resolve(notice?.(sunset));
    await made.engine.run({ connection: made.id, operation: 'put', input: {} });
    expect(JSON.stringify(made.store.writes)).not.toContain('sunset');
  });

  it('survives a restart, and new settings', async () => {
    const made = await connectedDesk();
    made.answer = ({ notice }) => Promise.resolve(notice?.(sunset));
    await made.engine.run({ connection: made.id, operation: 'put', input: {} });
    await made.engine.connections.update(made.id, { secrets: { token: 'other-token-abcd' } });
    await made.engine.dispose();
    const { engine } = await deskWorld({ store: made.store, vault: made.vault });
    expect(await engine.health.states()).toMatchObject([{ notices: [{ kind: 'sunset', operation: 'put' }] }]);
  });
});
