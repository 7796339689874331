import type { SystemClock } from '@wiz/core';

/** The part of Electron's `powerMonitor` that is needed. */
export interface PowerSource {
  on(event: 'suspend' | 'resume' | 'unlock-screen', listener: () => void): unknown;
}

/**
 * Tells the clock when the computer sleeps and wakes, so that deadlines, breakers and caches know that time has
 * passed. A screen that is unlocked counts as waking too: some systems do not report every resume.
 */
export function followPower(power: PowerSource, clock: Pick<SystemClock, 'suspend' | 'resume'>): void {
  power.on('suspend', () => clock.suspend());
  for (const event of ['resume', 'unlock-screen'] as const) power.on(event, () => clock.resume());
}
