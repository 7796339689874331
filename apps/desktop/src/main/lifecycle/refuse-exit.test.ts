import { EventEmitter } from 'node:events';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import type { AppLogger } from '../log/file-logger.ts';
import { refuseExit } from './refuse-exit.ts';

const pid = 4711;

/** A process that only notes how it would have ended. */
function world() {
  const ends: unknown[] = [];
  const noted =
    (call: string) =>
    (...args: readonly unknown[]): string => {
      ends.push([call, ...args]);
      return `${call}ed`;
    };
  const target = Object.assign(new EventEmitter(), {
    ...{ pid, exit: noted('exit'), reallyExit: noted('reallyExit'), abort: noted('abort'), kill: noted('kill') },
  });
  const logged: { readonly event: string; readonly stack?: string; readonly call?: string }[] = [];
  const note = (event: string, facts: object): void => {
    logged.push({ event, ...facts });
  };
  const logger: AppLogger = { info: note, error: note };
  const functions = (): readonly unknown[] => [target.exit, target.reallyExit, target.abort, target.kill];
  const before = functions();
  return { ends, target, logged, before, functions, release: refuseExit(target, logger) };
}

describe('what would end the whole application', () => {
  it.each<[call: string, end: (target: ReturnType<typeof world>['target']) => unknown]>([
    ['exit', ({ exit }) => exit(1)],
    ['reallyExit', ({ reallyExit }) => reallyExit(1)],
    ['abort', ({ abort }) => abort()],
    ['kill', ({ kill }) => kill(pid)],
    ['kill', ({ kill }) => kill(pid, 'SIGTERM')],
    ['kill', ({ kill }) => kill(String(pid), 9)],
    ['kill', ({ kill }) => kill(-pid, 'SIGKILL')],
    ['kill', ({ kill }) => kill(0, 'SIGTERM')],
    ['kill', ({ kill }) => kill(-1, 'SIGTERM')],
  ])('by %s throws instead, and is logged once with its place', (call, end) => {
    const { ends, target, logged } = world();
    const attempt = (): unknown => end(target);
    expect(attempt).toThrow(expect.objectContaining({ category: 'internal_error', outcome: 'unknown' }) as Error);
    expect(logged).toEqual([{ event: 'exit_refused', call, stack: expect.stringContaining('refuse-exit.test.ts') as string }]);
    expect(ends).toEqual([]);
  });

  it('is told from signals to other processes, and from asking whether a process is there', () => {
    const { ends, target, logged } = world();
    expect([target.kill(12, 'SIGTERM'), target.kill(pid, 0), target.kill(0, 0)]).toEqual(['killed', 'killed', 'killed']);
    expect(ends).toEqual([
      ['kill', 12, 'SIGTERM'],
      ['kill', pid, 0],
      ['kill', 0, 0],
    ]);
    expect(logged).toEqual([]);
  });

  it('throws nothing where an exception is being handled, for that would end it for certain', async () => {
    const { ends, target, logged } = world();
    target.emit('uncaughtExceptionMonitor');
    expect(target.exit(1)).toBeUndefined();
    expect([ends, logged.map(({ event }) => event)]).toEqual([[], ['exit_refused']]);
    await Promise.resolve();
    expect(() => target.exit(1)).toThrow();
  });

  it('is as it was after the release', () => {
    const { ends, target, before, functions, release } = world();
    for (const [at, guarded] of functions().entries()) expect(guarded).not.toBe(before[at]);
    release();
    for (const [at, restored] of functions().entries()) expect(restored).toBe(before[at]);
    expect(target.listenerCount('uncaughtExceptionMonitor')).toBe(0);
    target.exit(3);
    expect(ends).toEqual([['exit', 3]]);
  });

  it('works again after the release through what was put over it meanwhile', () => {
    const { ends, target, release } = world();
    const { exit } = target;
    const over = (...args: readonly unknown[]): string => exit(...args);
    target.exit = over;
    release();
    expect(target.exit).toBe(over);
    target.exit(4);
    expect(ends).toEqual([['exit', 4]]);
  });

  it('are functions that this Node has', () => {
    for (const call of ['exit', 'reallyExit', 'abort', 'kill']) expect(Reflect.get(process, call)).toBeTypeOf('function');
  });
});
