import { ConnectionId, RunId, type EngineEvent, type RunState } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { RunsUnderWay } from './runs-under-way.ts';

function world() {
  let tell: (event: EngineEvent) => void = () => undefined;
  const runs = new RunsUnderWay();
  runs.follow({
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
  });
  const say = (id: string, operation: string, state: RunState, durationMs: number | null = null): void => {
    tell({
      type: 'run',
      run: {
        ...{ id: RunId.parse(id), connection: ConnectionId.parse('c1'), connectionLabel: 'Hall', integration: 'shelf', operation },
        ...{ effect: 'read', state, startedAt: 0, durationMs, attempts: 1, chunks: 0, sentence: null, category: null },
      },
    });
  };
  return { runs, say, names: () => runs.take().map(({ operation }) => operation) };
}

describe('the runs under way', () => {
  it('are those that run, as long as they do, with whose they are', () => {
    const { runs, say } = world();
    say('1', 'look', 'running');
    const look = { integration: 'shelf', connection: 'c1', operation: 'look' };
    expect([runs.take(), runs.take()]).toEqual([[look], [look]]);
    say('1', 'look', 'succeeded', 5);
    expect(runs.take()).toEqual([]);
  });

  it.each<RunState>(['succeeded', 'failed', 'cancelled'])(
    'are also, once, those of some length that %s before anybody could look',
    (state) => {
      const { say, names } = world();
      say('1', 'list', 'running');
      say('2', 'look', 'running');
      say('3', 'tail', 'running');
      say('2', 'look', state, 6000);
      say('3', 'tail', state, 999);
      expect(names()).toEqual(['look', 'list']);
      expect(names()).toEqual(['list']);
    },
  );

  it('are named once, however often the same runs', () => {
    const { say, names } = world();
    for (let n = 0; n < 50; n += 1) say(String(n), 'look', 'running');
    for (let n = 0; n < 25; n += 1) say(String(n), 'look', 'failed', 2000);
    expect(names()).toEqual(['look']);
  });
});
