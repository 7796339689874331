import { IntegrationError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { RunRecorder } from './run-recorder.ts';
import { ConnectionId, RunId, type ConnectionView, type TimelineEntry } from './types/index.ts';

const connection: ConnectionView = {
  id: ConnectionId.parse('c'),
  integration: 'desk',
  label: 'Desk',
  account: 'me',
  config: {},
  contractVersion: '1.0.0',
  enabled: true,
  policy: {},
  secrets: {},
  secretStorage: 'none',
  createdAt: 0,
  updatedAt: 0,
};

function recorderOn(clock: ManualClock, id = 'r'): RunRecorder {
  return new RunRecorder(clock, {
    id: RunId.parse(id),
    connection,
    operation: 'list',
    effect: 'read',
    contractVersion: '1.0.0',
    input: {},
    correlationId: `c-${id}`,
  });
}

/** An entry in one line: what, from when, expected until when, how long. */
function line(entry: TimelineEntry): string {
  if (entry.type === 'joined') return `joined ${entry.run ?? 'nobody'} ${entry.correlationId} at ${String(entry.startedAtMs)}`;
  const took = entry.durationMs === null ? 'open' : String(entry.durationMs);
  if (entry.type === 'attempt') return `${String(entry.attempt)} ${entry.category ?? 'well'} at ${String(entry.startedAtMs)} ${took}`;
  return `${entry.reason} at ${String(entry.startedAtMs)} until ${String(entry.untilMs)} ${took}`;
}
const lines = (recorder: RunRecorder): string[] => recorder.detail().timeline.map(line);
const failed = (attempt: number) => ({ type: 'attempt_failed', attempt, category: 'network_error', message: 'Lost.' }) as const;

describe('a run’s timeline', () => {
  it('has every wait with its reason, its start, its expected end and its end', async () => {
    const clock = new ManualClock();
    const recorder = recorderOn(clock);
    await clock.advance(5);
    recorder.observe({ type: 'attempt', attempt: 1 });
    recorder.observe({ type: 'wait', reason: 'rate_limit', ms: 100 });
    await clock.advance(120);
    recorder.observe({ type: 'wait_ended' });
    await clock.advance(30);
    recorder.observe(failed(1));
    recorder.observe({ type: 'wait', reason: 'retry', ms: 500 });
    await clock.advance(500);
    recorder.observe({ type: 'attempt', attempt: 2 });
    recorder.observe({ type: 'wait', reason: 'bulkhead', ms: null });
    await clock.advance(40);
    recorder.observe({ type: 'wait_ended' });
    recorder.observe({ type: 'attempt_succeeded', attempt: 2 });
    recorder.succeed('Done.', 0);
    expect(lines(recorder)).toEqual([
      '1 network_error at 5 150',
      'rate_limit at 5 until 105 120',
      'retry at 155 until 655 500',
      '2 well at 655 40',
      'slot at 655 until null 40',
    ]);
    expect(recorder.summary()).toMatchObject({ durationMs: 695, attempts: 2 });
  });

  it('ends a wait with the attempt that was refused in it, and with the run', async () => {
    const clock = new ManualClock();
    const refused = recorderOn(clock);
    refused.observe({ type: 'attempt', attempt: 1 });
    refused.observe({ type: 'wait', reason: 'rate_limit', ms: 100 });
    await clock.advance(10);
    refused.observe(failed(1));
    expect(lines(refused)).toEqual(['1 network_error at 0 10', 'rate_limit at 0 until 100 10']);

    const cancelled = recorderOn(clock);
    cancelled.observe({ type: 'wait', reason: 'retry', ms: 100 });
    await clock.advance(20);
    cancelled.fail(new IntegrationError('cancelled', 'Cancelled.'), 0);
    expect(lines(cancelled)).toEqual(['retry at 0 until 100 20']);
  });

  it('says from when on it was the system’s pause that held who stood in line, and how that grew', async () => {
    const clock = new ManualClock();
    const recorder = recorderOn(clock);
    recorder.observe({ type: 'wait', reason: 'bulkhead', ms: null });
    await clock.advance(50);
    recorder.observe({ type: 'paused', ms: 1000 });
    await clock.advance(50);
    recorder.observe({ type: 'paused', ms: 2000 });
    recorder.observe({ type: 'paused', ms: 10 });
    await clock.advance(2100);
    recorder.observe({ type: 'wait_ended' });
    expect(lines(recorder)).toEqual(['slot at 0 until null 50', 'pause at 50 until 2100 2150']);
  });

  it('is not touched by a pause while it waits for nothing that a pause holds', async () => {
    const clock = new ManualClock();
    const recorder = recorderOn(clock);
    recorder.observe({ type: 'paused', ms: 1000 });
    recorder.observe({ type: 'wait', reason: 'retry', ms: 100 });
    recorder.observe({ type: 'paused', ms: 1000 });
    await clock.advance(100);
    recorder.observe({ type: 'attempt', attempt: 1 });
    expect(lines(recorder)).toEqual(['retry at 0 until 100 100', '1 well at 100 open']);
  });

  it('knows of what kept it waiting, also while that lasts and when it fails, but not of what took no time', async () => {
    const clock = new ManualClock();
    const recorder = recorderOn(clock);
    await recorder.waitFor('connection', null, () => Promise.resolve());
    expect(lines(recorder)).toEqual([]);
    const waiting = recorder.waitFor('connection', null, () => clock.sleep(30));
    await clock.advance(20);
    expect(lines(recorder)).toEqual(['connection at 0 until null open']);
    await clock.advance(10);
    await waiting;
    const failing = recorder.waitFor('wake', 100, async () => {
      await clock.sleep(5);
      throw new Error('no');
    });
    const outcome = expect(failing).rejects.toThrow('no');
    await clock.advance(5);
    await outcome;
    expect(lines(recorder)).toEqual(['connection at 0 until null 30', 'wake at 30 until 130 5']);
  });

  it('stays bounded, whatever is reported', () => {
    const recorder = recorderOn(new ManualClock());
    for (let time = 0; time < 1000; time += 1) {
      recorder.observe({ type: 'wait', reason: 'rate_limit', ms: 1 });
      recorder.observe({ type: 'attempt', attempt: 1 });
      recorder.observe(failed(1));
    }
    expect(recorder.detail().timeline).toHaveLength(64);
    expect(recorder.attempts).toBe(1000);
  });
});

describe('a run that joined another', () => {
  it('has that one’s attempts and waits on its own time, and hears how they end', async () => {
    const clock = new ManualClock();
    const leader = recorderOn(clock, 'leader');
    leader.observe({ type: 'attempt', attempt: 1 });
    await clock.advance(100);
    leader.observe(failed(1));
    leader.observe({ type: 'wait', reason: 'retry', ms: 300 });
    await clock.advance(100);
    const recorder = recorderOn(clock);
    await clock.advance(10);
    recorder.join('c-leader', leader);
    await clock.advance(190);
    recorder.observe({ type: 'attempt', attempt: 2 });
    await clock.advance(5);
    recorder.observe({ type: 'attempt_succeeded', attempt: 2 });
    expect(lines(recorder)).toEqual([
      'joined leader c-leader at 10',
      '1 network_error at -200 100',
      'retry at -100 until 200 300',
      '2 well at 200 5',
    ]);
    expect(recorder.attempts).toBe(2);
  });

  it('says whose call it is also when that run is over, and leaves open what it did not wait for', async () => {
    const clock = new ManualClock();
    const recorder = recorderOn(clock);
    recorder.join('c-gone', undefined);
    recorder.observe({ type: 'attempt', attempt: 1 });
    await clock.advance(10);
    recorder.fail(new IntegrationError('cancelled', 'Cancelled.'), 0);
    expect(lines(recorder)).toEqual(['joined nobody c-gone at 0', '1 well at 0 open']);
  });
});
