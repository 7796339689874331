import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { EventHub } from './event-hub.ts';
import { StateFeed } from './state-feed.ts';
import { ConnectionId, type ConnectionState, type ConnectionView, type EngineEvent } from './types/index.ts';

const [a, b] = [ConnectionId.parse('a'), ConnectionId.parse('b')];
const view = { id: a, label: 'Desk' } as ConnectionView;

function setUp() {
  const clock = new ManualClock();
  const errors: string[] = [];
  const hub = new EventHub({ info: () => undefined, error: (event) => errors.push(event) });
  const events: EngineEvent[] = [];
  hub.subscribe((event) => events.push(event));
  let running = 0;
  const feed = new StateFeed(clock, hub, (connection) => ({ connection, running }) as ConnectionState);
  return { clock, hub, feed, events, errors, run: (count: number) => (running = count) };
}

describe('the feed of states', () => {
  it('tells many changes as one, as it is then, and each connection by itself', async () => {
    const { clock, feed, events, run } = setUp();
    feed.changed(a);
    run(5);
    await clock.advance(150);
    feed.changed(a);
    feed.changed(b);
    run(7);
    await clock.advance(50);
    expect(events).toEqual([a, b].map((connection) => ({ type: 'state', state: { connection, running: 7 } })));
    await clock.advance(10_000);
    expect([events.length, clock.pending]).toEqual([2, 0]);
    feed.changed(a);
    await clock.advance(200);
    expect(events).toHaveLength(3);
  });

  it('says nothing of a connection that is gone, and nothing at all once it is disposed of', async () => {
    const { clock, feed, events } = setUp();
    feed.changed(a);
    feed.changed(b);
    feed.forget(a);
    await clock.advance(200);
    expect(events).toMatchObject([{ state: { connection: b } }]);
    feed.changed(a);
    feed.dispose();
    feed.changed(b);
    await clock.advance(10_000);
    expect([events.length, clock.pending]).toEqual([1, 0]);
  });

  it('reaches every listener, whatever another one does', async () => {
    const { clock, hub, feed, errors } = setUp();
    let heard = 0;
    hub.subscribe(() => {
      throw new Error('a broken window');
    });
    const leave = hub.subscribe(() => (heard += 1));
    feed.changed(a);
    await clock.advance(200);
    leave();
    feed.changed(a);
    await clock.advance(200);
    expect([heard, errors]).toEqual([1, ['event listener threw', 'event listener threw']]);
  });
});

describe('alerts', () => {
  it.each([
    ['unknown', 'healthy', undefined],
    ['unknown', 'unhealthy', '“Desk” does not answer as it should. What runs may fail; Project Wiz keeps asking.'],
    ['unknown', 'degraded', '“Desk” answers slowly, or asks for fewer calls.'],
    ['unhealthy', 'healthy', '“Desk” is well again.'],
    ['healthy', 'unknown', undefined],
  ] as const)('of a change from %s to %s', (from, to, sentence) => {
    const { clock, feed, events } = setUp();
    feed.alert(view, { type: 'health_changed', from, to });
    const alert = { connection: a, label: 'Desk', from, to, sentence, at: clock.wallNow() };
    expect(events).toEqual(sentence === undefined ? [] : [{ type: 'alert', alert }]);
  });
});
