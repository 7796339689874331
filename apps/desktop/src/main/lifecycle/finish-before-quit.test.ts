import { EventEmitter } from 'node:events';
import { ManualClock } from '@wiz/core/testing';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { finishBeforeQuit, quitLimitMs } from './finish-before-quit.ts';

function quitting(finish: () => Promise<void>): { readonly clock: ManualClock; readonly exits: number[]; readonly quit: () => boolean } {
  const clock = new ManualClock();
  const exits: number[] = [];
  const app = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  finishBeforeQuit(app as unknown as App, clock, finish);
  const quit = (): boolean => {
    let held = false;
    app.emit('will-quit', { preventDefault: () => (held = true) });
    return held;
  };
  return { clock, exits, quit };
}

describe('a quit', () => {
  it('waits for what is unfinished, then ends and leaves no timer', async () => {
    let finish: () => void = () => undefined;
    const { clock, exits, quit } = quitting(() => new Promise((resolve) => (finish = resolve)));
    expect(quit()).toBe(true);
    await clock.advance(quitLimitMs - 1);
    expect(exits).toEqual([]);
    finish();
    await clock.advance(0);
    expect(exits).toEqual([0]);
    expect(clock.pending).toBe(0);
  });

  it('does not wait longer than three seconds', async () => {
    const { clock, exits, quit } = quitting(() => new Promise(() => undefined));
    quit();
    await clock.advance(3000);
    expect(exits).toEqual([0]);
  });

  it('ends also when finishing fails, and finishes once however often it is asked', async () => {
    let times = 0;
    const { clock, exits, quit } = quitting(async () => {
      times += 1;
      throw new Error('no');
    });
    expect([quit(), quit(), quit()]).toEqual([true, true, true]);
    await clock.advance(1);
    expect([times, exits]).toEqual([1, [0]]);
  });
});
