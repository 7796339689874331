import type { EngineEvent } from '@wiz/engine/types';

/** Different things that may wait for a window that does not look. Beyond it the oldest news is dropped. */
const capacity = 1000;

/**
 * The engine's events as a stream that cannot grow: of each run and each connection only the newest news waits, since
 * every event holds the whole state of its subject.
 */
export async function* eventStream(
  subscribe: (listener: (event: EngineEvent) => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void> {
  const waiting = new Map<string, EngineEvent>();
  let wake: (() => void) | undefined;
  const stir = (): void => {
    wake?.();
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
  try {
    while (!signal.aborted) {
      const [first] = waiting;
      if (first === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      waiting.delete(first[0]);
      yield first[1];
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
