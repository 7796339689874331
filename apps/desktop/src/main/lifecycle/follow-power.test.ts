import { EventEmitter } from 'node:events';
import { systemClock } from '@wiz/core';
import { describe, expect, it } from 'vitest';
import { followPower } from './follow-power.ts';

describe('followPower', () => {
  it.each(['resume', 'unlock-screen'])('calls back at %s what came due while the computer slept', (event) => {
    // A monotonic clock that stands still while the computer sleeps, as on Linux.
    let wall = 0;
    const clock = systemClock({ monotonic: () => 0, wall: () => wall, setTimer: () => 0, clearTimer: () => undefined });
    const power = new EventEmitter();
    followPower(power, clock);
    const missed: number[] = [];
    let due = false;
    clock.onWake((missedMs) => missed.push(missedMs));
    clock.at(60_000, () => (due = true));

    power.emit('suspend');
    wall += 8 * 3_600_000;
    expect(due).toBe(false);
    power.emit(event);
    expect(due).toBe(true);
    expect(missed).toEqual([8 * 3_600_000]);
  });
});
