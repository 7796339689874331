import type { Alert } from '@wiz/engine/types';
import type { WindowClock } from '../app/clock.ts';

/** How many are shown at once; the others come up as these are closed. */
export const shownAlerts = 3;
/** How long good news and half bad news stay, in milliseconds. What is down stays until the person has seen it. */
const stayMs = 8000;

/** What a person should hear of connections, newest first, at most one of each connection. */
export interface Alerts {
  /** A new array for every change. */
  readonly get: () => readonly Alert[];
  /** @returns takes the listener off */
  readonly subscribe: (listener: () => void) => () => void;
  /** News of a connection takes the place of older news of it. */
  add(alert: Alert): void;
  /** Takes away what is said of this connection. */
  forget(connection: string): void;
  dispose(): void;
}

export function createAlerts(clock: Pick<WindowClock, 'after'>): Alerts {
  const listeners = new Set<() => void>();
  const timers = new Map<string, () => void>();
  let alerts: readonly Alert[] = [];

  const change = (next: readonly Alert[]) => {
    alerts = next;
    for (const listener of listeners) listener();
  };
  const others = (connection: string) => alerts.filter((alert) => alert.connection !== connection);
  const stopTimer = (connection: string) => {
    timers.get(connection)?.();
    timers.delete(connection);
  };
  const forget = (connection: string) => {
    stopTimer(connection);
    if (alerts.some((alert) => alert.connection === connection)) change(others(connection));
  };

  return {
    get: () => alerts,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(alert) {
      const { connection, to } = alert;
      stopTimer(connection);
      if (to !== 'unhealthy')
        timers.set(
          connection,
          clock.after(stayMs, () => forget(connection)),
        );
      change([alert, ...others(connection)]);
    },
    forget,
    dispose() {
      for (const stop of timers.values()) stop();
      timers.clear();
      alerts = [];
    },
  };
}
