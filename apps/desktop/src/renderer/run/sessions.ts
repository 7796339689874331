import type { WindowClock } from '../app/clock.ts';
import type { FieldProblems, FormValues } from '../form/form-values.ts';
import type { OperationCaller } from './operation-caller.ts';
import { startRun } from './start-run.ts';
import { emptySession, sessionKey, type Session, type SessionTarget } from './session.ts';

export interface StartOptions {
  readonly ticket?: string;
  /** Keeps the rows that are there and adds the new ones: the next page. */
  readonly append?: boolean;
  /** A person's “try now” or “run anyway”: past the cache, and through an open circuit as its probe. */
  readonly force?: boolean;
  /** What the form shall hold once the run has succeeded, from its output. */
  readonly renew?: (output: unknown) => FormValues;
}

/**
 * Everything that a person typed and every result, by connection and operation. It lives as long as the window, so nothing
 * is lost and nothing stops when they look at another screen.
 */
export interface Sessions {
  get(key: string): Session;
  /** @returns takes the listener off */
  subscribe(key: string, listener: () => void): () => void;
  setValues(key: string, values: FormValues): void;
  /** Fills the form in from its own result, and remembers what it held. */
  stepInto(key: string, values: FormValues): void;
  /** Fills the form in as it was one step before. @returns those values, undefined when there was no step */
  stepBack(key: string): FormValues | undefined;
  setProblems(key: string, problems: FieldProblems): void;
  /** Starts a run; one that is still going is cancelled first. */
  start(target: SessionTarget, input: Readonly<Record<string, unknown>>, options?: StartOptions): void;
  cancel(key: string): void;
  /** Marks what these operations of a connection have shown, or are about to show, as changed since. */
  markChanged(connection: string, operations: readonly string[]): void;
  /** Forgets a connection that is gone. */
  forget(connection: string): void;
}

export function createSessions(caller: OperationCaller, clock: WindowClock): Sessions {
  const sessions = new Map<string, Session>();
  const listeners = new Map<string, Set<() => void>>();
  const running = new Map<string, { cancel(): void; dispose(): void }>();

  const get = (key: string) => sessions.get(key) ?? emptySession;
  const update = (key: string, change: Partial<Session>) => {
    sessions.set(key, { ...get(key), ...change });
    for (const listener of listeners.get(key) ?? []) listener();
  };

  return {
    get,
    subscribe(key, listener) {
      const those = listeners.get(key) ?? new Set();
      listeners.set(key, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0) listeners.delete(key);
      };
    },
    setValues: (key, values) => update(key, { values, problems: {} }),
    stepInto(key, values) {
      const before = get(key);
      update(key, { values, problems: {}, trail: before.values === undefined ? before.trail : [...before.trail, before.values] });
    },
    stepBack(key) {
      const { trail } = get(key);
      const values = trail.at(-1);
      if (values !== undefined) update(key, { values, problems: {}, trail: trail.slice(0, -1) });
      return values;
    },
    setProblems(key, problems) {
      // A failure of an earlier run would speak of another input.
      const outdated = Object.keys(problems).length > 0 && get(key).run.at === 'failed';
      update(key, { problems, ...(outdated ? { run: { at: 'idle' } } : {}) });
    },
    start(target, input, options = {}) {
      const key = sessionKey(target);
      running.get(key)?.dispose();
      const before = get(key).rows.slice(0, get(key).count);
      const ended = (output?: { readonly data: unknown }) => {
        running.delete(key);
        const { values } = get(key);
        if (output !== undefined && values !== undefined && options.renew !== undefined)
          update(key, { values: { ...values, ...options.renew(output.data) } });
      };
      running.set(
        key,
        startRun({
          target,
          input,
          ticket: options.ticket,
          force: options.force === true,
          before: options.append === true ? before : undefined,
          caller,
          clock,
          update: (change) => update(key, change),
          ended,
        }),
      );
    },
    cancel: (key) => running.get(key)?.cancel(),
    markChanged(connection, operations) {
      for (const name of operations) {
        const key = sessionKey({ connection, name });
        const { run, changed } = get(key);
        if (!changed && (run.at === 'done' || run.at === 'running')) update(key, { changed: true });
      }
    },
    forget(connection) {
      for (const key of [...sessions.keys()].filter((name) => name.endsWith(`/${connection}`))) {
        running.get(key)?.dispose();
        running.delete(key);
        sessions.delete(key);
      }
    },
  };
}
