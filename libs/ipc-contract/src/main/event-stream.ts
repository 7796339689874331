import { systemClock, type Clock } from '@wiz/core';
import type { EngineEvent } from '@wiz/engine/types';

/** Different things that may wait for a window that does not look. Beyond it the oldest news is dropped. */
const capacity = 1000;

/**
 * The shortest time in milliseconds between two deliveries. At hundreds of runs a second the window would otherwise do
 * little else than redraw what nobody can read that quickly.
 */
const gapMs = 100;

/**
 * The engine's events as a stream of what came together. It cannot grow: of each run and each connection only the newest
 * news waits, since every event holds the whole state of its subject. The first news after a silence comes at once.
 */
export async function* eventStream(
  subscribe: (listener: (event: EngineEvent) => void) => () => void,
  signal: AbortSignal,
  clock: Pick<Clock, 'now' | 'sleep'> = systemClock(),
): AsyncGenerator<readonly EngineEvent[], void> {
  const waiting = new Map<string, EngineEvent>();
  let wake: (() => void) | undefined;
  const stir = (): void => {
    // Once only: Node reports every further one to whoever listens for such mistakes, and Electron listens.
    wake?.();
    wake = undefined;
  };
  const unsubscribe = subscribe((event) => {
    if (event.type === 'runs_cleared') for (const key of waiting.keys()) if (key.startsWith('run:')) waiting.delete(key);
    const key = keyOf(event);
    waiting.delete(key);
    waiting.set(key, event);
    if (waiting.size > capacity) for (const oldest of waiting.keys()) if (waiting.size > capacity) waiting.delete(oldest);
    stir();
  });
  signal.addEventListener('abort', stir, { once: true });
  let nextAt = clock.now();
  try {
    while (!signal.aborted) {
      if (waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const restMs = nextAt - clock.now();
      if (restMs > 0) {
        await clock.sleep(restMs, signal).catch(() => undefined);
        continue;
      }
      nextAt = clock.now() + gapMs;
      const together = [...waiting.values()];
      waiting.clear();
      yield together;
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stir);
  }
}

function keyOf(event: EngineEvent): string {
  switch (event.type) {
    case 'run':
      return `run:${event.run.id}`;
    case 'runs_cleared':
      return 'runs_cleared';
    case 'connection':
      return `connection:${event.connection.id}`;
    case 'connection_removed':
      return `connection:${event.id}`;
    case 'state':
      return `state:${event.state.connection}`;
    case 'alert':
      return `alert:${event.alert.connection}`;
    case 'invalidated':
      return `invalidated:${event.connection}:${event.operations.join()}`;
  }
}
