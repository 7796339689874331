import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, type ErrorCategory } from './error-category.ts';
import { Health, type HealthOptions, type HealthStatus } from './health.ts';
import { IntegrationError } from './integration-error.ts';
import type { Observation } from './observe-call.ts';
import { deferred, testCall, TestEnv } from './testing/call.ts';
import { ManualClock } from './testing/manual-clock.ts';

const begin = Date.UTC(2026, 0, 1);
const good: Observation = { durationMs: 100 };
const slow: Observation = { durationMs: 3001 };
const limited: Observation = { durationMs: 100, category: 'rate_limit_error', message: 'Too many.' };
const bad: Observation = { durationMs: 10, category: 'network_error', message: 'Lost.' };
const neutral: Observation = { durationMs: 10, category: 'not_found' };
const letters: Readonly<Record<string, Observation>> = { g: good, s: slow, l: limited, b: bad, n: neutral };
const allCategories = Object.keys(categories) as ErrorCategory[];

interface Setup {
  readonly clock: ManualClock;
  readonly env: TestEnv;
  readonly health: Health;
  /** Observes one letter after the other and answers with the statuses in between. */
  readonly see: (sequence: string) => HealthStatus[];
  readonly changes: () => string[];
}

function setup(options?: HealthOptions): Setup {
  const clock = new ManualClock(begin);
  const env = new TestEnv(clock);
  const health = new Health(env, options);
  return {
    clock,
    env,
    health,
    see: (sequence) =>
      Array.from(sequence).map((letter) => {
        health.observe(letters[letter] ?? good);
        return health.report().status;
      }),
    changes: () => env.of('health_changed').map(({ from, to }) => `${from} → ${to}`),
  };
}

/** Statuses by their first letters; of unhealthy the first is taken, so it is x. */
const short = (statuses: readonly HealthStatus[]): string =>
  statuses.map((status) => ({ unknown: '?', healthy: 'h', degraded: 'd', unhealthy: 'x' })[status]).join('');

describe('Health', () => {
  it.each([
    [{ degradedMs: 0 }, 'degradedMs must be above 0, got 0'],
    [{ staleMs: -1 }, 'staleMs must be above 0, got -1'],
    [{ failuresToUnhealthy: 0 }, 'failuresToUnhealthy must be a whole number of at least 1, got 0'],
    [{ goodToRecover: 1.5 }, 'goodToRecover must be a whole number of at least 1, got 1.5'],
    [{ slowToDegrade: NaN }, 'slowToDegrade must be a whole number of at least 1, got NaN'],
  ])('refuses %j', (options, message) => {
    expect(() => setup(options)).toThrow(new RangeError(message));
  });

  it('begins unknown', () => {
    const { health, changes } = setup();
    const nothing = { lastCheckedAt: null, latencyMs: null, lastError: null, consecutiveFailures: 0 };
    expect(health.report()).toEqual({ status: 'unknown', since: begin, ...nothing });
    expect(changes()).toEqual([]);
  });

  // One letter an observation: good, slow, limited, bad, neutral; then what was said after each.
  it.each([
    ['leaves unknown at the first success', 'g', 'h'],
    ['leaves unknown at the first slow answer', 's', 'd'],
    ['leaves unknown at the first failure', 'b', 'x'],
    ['leaves unknown at the first rate limit', 'l', 'd'],
    ['stays unknown while it hears only of the caller’s own mistakes', 'nnn', '???'],
    ['becomes unhealthy at the third failure in a row', 'gbbb', 'hhhx'],
    ['starts counting failures again after a success', 'gbbgbbgbbb', 'hhhhhhhhhx'],
    ['starts counting failures again after a slow answer', 'gbbsbbb', 'hhhhhhx'],
    ['does not let the caller’s own mistakes break a row of failures', 'gbnbnnb', 'hhhhhhx'],
    ['becomes healthy again at the second good one in a row', 'bgg', 'xxh'],
    ['does not let a failure between two good ones pass', 'bgbgbgg', 'xxxxxxh'],
    ['becomes degraded at the second slow one', 'gss', 'hhd'],
    ['starts counting slow ones again after a good one', 'gsgsgss', 'hhhhhhd'],
    ['takes a rate limit for a slow answer', 'gls', 'hhd'],
    ['counts slow ones on both sides of a failure', 'gsbs', 'hhhd'],
    ['recovers from degraded at the second good one in a row', 'sgsgg', 'ddddh'],
    ['becomes unhealthy from degraded at the third failure', 'sbbb', 'dddx'],
    ['ends unhealthy with two that are not bad, whatever their speed', 'bsg', 'xxd'],
    ['ends unhealthy with two slow ones', 'bss', 'xxd'],
    ['does not let slow ones from before an outage end it', 'ssbbbsbs', 'ddddxxxx'],
    ['never flaps on every other failure', 'gbgbgbgbgb', 'hhhhhhhhhh'],
    ['never flaps on every other success', 'bgbgbgbgbg', 'xxxxxxxxxx'],
    ['never flaps on every other slow answer', 'gsgsgsgsgs', 'hhhhhhhhhh'],
  ])('%s', (_name, sequence, statuses) => {
    expect(short(setup().see(sequence))).toBe(statuses);
  });

  it('takes every limit from its options', () => {
    const { see } = setup({ degradedMs: 99, failuresToUnhealthy: 2, goodToRecover: 1, slowToDegrade: 3 });
    // 100 ms are slow here.
    expect(short(see('bgggbb'))).toBe('xddddx');
    const quick = setup({ failuresToUnhealthy: 1, goodToRecover: 3, slowToDegrade: 1 });
    expect(short(quick.see('gsbgggb'))).toBe('hdxxxhx');
  });

  it.each([
    [3000, 'healthy'],
    [3000.5, 'degraded'],
  ])('calls a success of %d ms %s', (durationMs, status) => {
    const { health } = setup();
    health.observe({ durationMs });
    expect(health.report().status).toBe(status);
  });

  it('sorts every category', () => {
    const verdict = (category: ErrorCategory): HealthStatus => {
      const { health } = setup();
      health.observe({ durationMs: 1, category });
      return health.report().status;
    };
    const sorted = (status: HealthStatus): ErrorCategory[] => allCategories.filter((category) => verdict(category) === status);
    expect({
      unhealthy: sorted('unhealthy'),
      degraded: sorted('degraded'),
      unknown: sorted('unknown'),
      healthy: sorted('healthy'),
    }).toEqual({
      healthy: [],
      unhealthy: ['network_error', 'timeout_error', 'authentication_error', 'service_unavailable', 'protocol_error', 'configuration_error'],
      degraded: ['rate_limit_error'],
      unknown: [
        'validation_error',
        'permission_error',
        'not_found',
        'conflict',
        'too_large',
        'cancelled',
        'circuit_open',
        'overloaded',
        'storage_error',
        'internal_error',
      ],
    });
  });

  it('takes what says nothing of the system for no observation at all', async () => {
    const { clock, health, see } = setup();
    see('bb');
    const before = health.report();
    await clock.advance(1000);
    see('n');
    health.observe({ durationMs: 1, cached: true });
    expect(health.report()).toEqual(before);
  });

  it('reports since when, when last, how long, what went wrong, and how often in a row', async () => {
    const { clock, health, see } = setup();
    see('g');
    await clock.advance(1000);
    see('bb');
    expect(health.report()).toEqual({
      status: 'healthy',
      since: begin,
      lastCheckedAt: begin + 1000,
      latencyMs: 100,
      lastError: { category: 'network_error', message: 'Lost.', at: begin + 1000 },
      consecutiveFailures: 2,
    });
    await clock.advance(1000);
    see('bbs');
    expect(health.report()).toEqual({
      status: 'unhealthy',
      since: begin + 2000,
      lastCheckedAt: begin + 2000,
      latencyMs: 3001,
      lastError: { category: 'network_error', message: 'Lost.', at: begin + 2000 },
      consecutiveFailures: 0,
    });
  });

  it('says null for a sentence that was not given, and zero for a duration below it', () => {
    const { health } = setup();
    health.observe({ durationMs: -3 });
    health.observe({ durationMs: 1, category: 'timeout_error' });
    expect(health.report()).toMatchObject({ latencyMs: 0, lastError: { category: 'timeout_error', message: null } });
  });

  it('emits every change once, and nothing else', () => {
    const { see, changes } = setup();
    see('gbbbbbggsssgg');
    expect(changes()).toEqual([
      'unknown → healthy',
      'healthy → unhealthy',
      'unhealthy → healthy',
      'healthy → degraded',
      'degraded → healthy',
    ]);
  });

  it('shows the whole change to a receiver that asks back', () => {
    const seen: unknown[] = [];
    const clock = new ManualClock(begin);
    const env = new TestEnv(clock);
    const health = new Health(env);
    env.emit = () => seen.push(health.report());
    health.observe(bad);
    expect(seen).toMatchObject([{ status: 'unhealthy', lastCheckedAt: begin, consecutiveFailures: 1, lastError: { message: 'Lost.' } }]);
  });

  it('knows nothing any more after a long silence: noticed when asked, dated back, emitted once', async () => {
    const { clock, health, see, changes } = setup();
    see('bb');
    await clock.advance(899_999);
    expect(health.report().status).toBe('unhealthy');
    await clock.advance(5001.4);
    expect(health.report()).toMatchObject({ status: 'unknown', since: begin + 900_000, lastCheckedAt: begin, consecutiveFailures: 0 });
    await clock.advance(900_000);
    expect(health.report()).toMatchObject({ status: 'unknown', since: begin + 900_000 });
    expect(changes()).toEqual(['unknown → unhealthy', 'unhealthy → unknown']);
    expect(clock.pending).toBe(0);
  });

  it('is unknown from the very moment that the silence is too long', async () => {
    const { clock, health, see } = setup({ staleMs: 500 });
    see('g');
    await clock.advance(500);
    expect(health.report()).toMatchObject({ status: 'unknown', since: begin + 500 });
  });

  it('lets every observation that counts end the silence', async () => {
    const { clock, health, see } = setup({ staleMs: 500 });
    for (const sequence of ['g', 'b', 's', 'l']) {
      see(sequence);
      await clock.advance(499);
    }
    see('n');
    await clock.advance(1);
    expect(health.report().status).toBe('unknown');
  });

  it('starts afresh with the first observation after a silence', async () => {
    const { clock, see, changes } = setup({ staleMs: 500 });
    see('gbb');
    await clock.advance(500);
    expect(short(see('sbbg'))).toBe('dddd');
    expect(changes()).toEqual(['unknown → healthy', 'healthy → unknown', 'unknown → degraded']);
  });

  it('is not kept from noticing a silence by a clock that stepped back', async () => {
    const { clock, health, see } = setup({ staleMs: 500 });
    await clock.advance(1000);
    see('g');
    await clock.advance(-86_400_000);
    expect(health.report().status).toBe('healthy');
    await clock.advance(500);
    expect(health.report().status).toBe('unknown');
  });

  it('forgets everything on reset', async () => {
    const { clock, health, see, changes } = setup();
    see('gsb');
    await clock.advance(50);
    health.reset();
    expect(health.report()).toEqual({
      status: 'unknown',
      since: begin + 50,
      lastCheckedAt: null,
      latencyMs: null,
      lastError: null,
      consecutiveFailures: 0,
    });
    health.reset();
    expect(changes()).toEqual(['unknown → healthy', 'healthy → unknown']);
    expect(short(see('gsgbb'))).toBe('hhhhh');
  });

  it('observes what passes through its policy and lets it pass unchanged', async () => {
    const { clock, health } = setup();
    const work = deferred<string>();
    const running = health.policy(() => work.promise, testCall());
    await clock.advance(4000);
    work.resolve('value');
    await expect(running).resolves.toBe('value');
    expect(health.report()).toMatchObject({ status: 'degraded', latencyMs: 4000, lastCheckedAt: begin + 4000 });
    const error = new IntegrationError('service_unavailable', 'Down.');
    for (let times = 0; times < 3; times += 1) await expect(health.policy(() => Promise.reject(error), testCall())).rejects.toBe(error);
    expect(health.report()).toMatchObject({ status: 'unhealthy', lastError: { category: 'service_unavailable', message: 'Down.' } });
  });

  const sequences = fc.array(fc.constantFrom('g', 's', 'l', 'b', 'n'), { maxLength: 80 });
  const limits = fc.record({
    failuresToUnhealthy: fc.integer({ min: 1, max: 4 }),
    goodToRecover: fc.integer({ min: 1, max: 4 }),
    slowToDegrade: fc.integer({ min: 1, max: 4 }),
  });

  it('says what a model says that looks at the whole past each time', () => {
    fc.assert(
      fc.property(sequences, limits, (sequence, options) => {
        const { see } = setup(options);
        expect(short(see(sequence.join('')))).toBe(modelled(sequence, options));
      }),
      { numRuns: 500 },
    );
  });

  it('never changes on a single observation once it is known', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { see } = setup();
        const statuses = see(sequence.join(''));
        const speaking = sequence.map((letter, index) => ({ letter, status: statuses[index] })).filter(({ letter }) => letter !== 'n');
        for (const [index, { letter, status }] of speaking.entries()) {
          const [before, earlier] = [speaking[index - 1], speaking[index - 2]];
          if (before === undefined || before.status === status) continue;
          // What ends a status speaks against it, and so does what came just before; of failures it takes three.
          const against = { healthy: 'slb', degraded: status === 'healthy' ? 'g' : 'b', unhealthy: 'gsl', unknown: '' }[
            before.status ?? 'unknown'
          ];
          expect(against).toContain(letter);
          expect(against).toContain(before.letter);
          if (status === 'unhealthy') expect(earlier?.letter).toBe('b');
        }
      }),
      { numRuns: 500 },
    );
  });
});

function modelled(
  sequence: readonly string[],
  limits: Required<Pick<HealthOptions, 'failuresToUnhealthy' | 'goodToRecover' | 'slowToDegrade'>>,
): string {
  let status = '?';
  let past = '';
  return sequence
    .map((letter) => {
      if (letter === 'n') return status;
      past += letter === 'l' ? 's' : letter;
      const run = (pattern: RegExp): number => pattern.exec(past)?.[0].length ?? 0;
      const slowSinceGood = (/[^g]*$/.exec(past)?.[0] ?? '').replaceAll('b', '').length;
      if (status === '?') status = { g: 'h', s: 'd', b: 'x' }[past] ?? '?';
      else if (run(/b*$/) >= limits.failuresToUnhealthy) status = 'x';
      else if (run(/g*$/) >= limits.goodToRecover) status = 'h';
      else if (status === 'x' ? run(/[gs]*$/) >= limits.goodToRecover : slowSinceGood >= limits.slowToDegrade) status = 'd';
      return status;
    })
    .join('');
}
