import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarded } from '../testing/transports.ts';
import { turns, until, World } from '../testing/world.ts';

/** Lots of messages; `npm run test:nightly` draws many more. */
const repeat = process.env['WIZ_REPEAT'];
const rounds = 60 * Number(repeat ?? 1);
/** The same ones in every `npm test`; each night others, whose seed a failure names. */
const draw = { numRuns: rounds, ...(repeat === undefined ? { seed: 1 } : {}) };

const odd = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true, withTypedArray: true });
const id = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('s:1', 's:2', 's:3') }, { weight: 1, arbitrary: odd });
const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('fixture.look', 'fixture.change', 'fixture.feed', 'connections.list', 'events.all', 'app.info', 'runs.list'),
  },
  { weight: 1, arbitrary: fc.constantFrom('fixture.constructor', '__proto__.x', 'fixture', 'nothing.look', 'fixture.look.call', 7) },
);
const input = fc.oneof(
  fc.constant(undefined),
  odd,
  fc.record({ connection: fc.oneof(fc.constant('c1'), odd), value: odd }, { requiredKeys: [] }),
);
const type = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('query', 'mutation', 'subscription') }, { weight: 1, arbitrary: odd });
const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id, type, path, input }) },
  { weight: 1, arbitrary: fc.record({ id, type, path, input, extra: odd }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: odd },
);
/** What is nearly a message of ours, and often is one. */
const near = fc.oneof(
  { weight: 4, arbitrary: fc.record({ method: fc.constant('request'), operation }) },
  { weight: 2, arbitrary: fc.record({ method: fc.constantFrom('cancel', 'subscription.stop'), id }) },
  {
    weight: 2,
    arbitrary: fc.record({ method: fc.constantFrom('ack', 'ack.piece'), id, count: fc.oneof(fc.nat(), fc.double(), odd) }),
  },
  { weight: 1, arbitrary: fc.record({ method: odd, id, operation }, { requiredKeys: [] }) },
);
/** What a window of ours sends. */
const meant = fc
  .tuple(
    fc.constantFrom('s:1', 's:2', 's:3', 's:4'),
    fc.constantFrom(
      { type: 'query', path: 'fixture.look', input: { connection: 'c1', value: 1 } },
      { type: 'mutation', path: 'fixture.change', input: { connection: 'c1', value: 'x' } },
      { type: 'subscription', path: 'fixture.feed', input: { connection: 'c1', value: 1 } },
      { type: 'subscription', path: 'events.all', input: undefined },
    ),
  )
  .map(([called, call]) => ({ method: 'request', operation: { id: called, ...call } }));
const batched = fc.oneof(
  fc.array(near, { maxLength: 5 }).map((list) => jsonOf(list)),
  fc.tuple(near),
  fc.string(),
  odd,
);
const message = fc.oneof(
  { weight: 4, arbitrary: near },
  { weight: 2, arbitrary: meant },
  { weight: 2, arbitrary: fc.record({ method: fc.constant('batch'), messages: batched }) },
  { weight: 1, arbitrary: odd },
);

/** As text, without what JSON cannot say. */
function jsonOf(list: readonly unknown[]): string {
  const seen = JSON.stringify(list, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return seen;
}

/** The ids under which a message may expect an answer: every text in it that is called `id`. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    try {
      const parsed: unknown = JSON.parse(value);
      return typeof parsed === 'object' ? idsIn(parsed) : [];
    } catch {
      return [];
    }
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner)));
}

describe('whatever a window sends', () => {
  it('main bears it, answers nobody who did not ask, holds nothing of it, and serves on', { timeout: 30_000 + rounds * 500 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 30 }), async (messages) => {
        const world = new World(guarded);
        let begun = 0;
        // Every second run never ends by itself.
        world.engine.onRun = ({ input: given }) => {
          begun += 1;
          return begun % 2 === 1 ? new Promise(() => undefined) : Promise.resolve(given);
        };
        try {
          const window = world.open();
          for (const one of messages) window.send(one);
          await turns(20);
          const asked = new Set(messages.flatMap(idsIn));
          for (const answer of window.received as readonly { readonly id: unknown }[]) expect(asked).toContain(answer.id);
          // Its own words for what went wrong, never those of an accident.
          expect(JSON.stringify(window.received)).not.toMatch(/internal_error|TypeError|is not a function/);
          expect(new Set(world.logged.map(({ event }) => event))).toEqual(
            new Set(world.logged.length === 0 ? [] : ['message from a window refused']),
          );

          window.navigate();
          await until('main holds nothing of the page before', () => world.openCalls(window) === 0 && world.engine.listeners.size === 0);
          expect(await world.client(window).connections.list.query()).toEqual([]);
          expect(world.crashes).toEqual([]);
        } finally {
          world.dispose();
        }
      }),
      draw,
    );
  });

  it('moves nothing where the window is none of ours', { timeout: 30_000 + rounds * 500 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 10 }),
        fc.constantFrom({ admitted: false }, { origin: 'https://evil.example' }),
        async (messages, stranger) => {
          const world = new World(guarded);
          try {
            const window = world.open(stranger);
            for (const one of messages) window.send(one);
            await turns(10);
            expect([window.received, world.engine.requests, world.crashes]).toEqual([[], [], []]);
            expect(world.openCalls(window)).toBe(0);
          } finally {
            world.dispose();
          }
        },
      ),
      draw,
    );
  });
});
