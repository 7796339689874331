import { describe, expect, it } from 'vitest';
import { abortError, AbortSource, cancelled, linkedAbort, onAbort, throwIfAborted } from './abort.ts';
import { IntegrationError } from './integration-error.ts';
import { countedSignal } from './testing/call.ts';

const tooLate = new IntegrationError('timeout_error', 'Too late.');

describe('abortError', () => {
  it('passes our own reasons unchanged, so that cancel, timeout and deadline stay distinguishable', () => {
    expect(abortError(AbortSignal.abort(tooLate))).toBe(tooLate);
    const mine = cancelled();
    expect(mine).toMatchObject({ category: 'cancelled', message: 'Cancelled.', retryable: false });
    expect(abortError(AbortSignal.abort(mine))).toBe(mine);
  });

  it.each([
    [new Error('gone away')],
    ['closed'],
    [null],
    [{ some: 'object' }],
    [new DOMException('This operation was aborted', 'AbortError')],
  ])('takes any other reason for a cancel and keeps it as the cause: %s', (reason) => {
    const error = abortError(AbortSignal.abort(reason));
    expect(error).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
    expect(error.cause).toBe(reason);
  });

  it('takes an abort without a reason for a cancel', () => {
    expect(abortError(AbortSignal.abort())).toMatchObject({ category: 'cancelled', message: 'Cancelled.' });
  });

  it('takes the platform’s own timeout for a timeout', () => {
    const reason = new DOMException('The operation timed out', 'TimeoutError');
    expect(abortError(AbortSignal.abort(reason))).toMatchObject({ category: 'timeout_error', cause: reason });
  });
});

describe('throwIfAborted', () => {
  it('throws our error when aborted, and nothing before', () => {
    const controller = new AbortController();
    throwIfAborted(controller.signal);
    controller.abort(tooLate);
    expect(() => {
      throwIfAborted(controller.signal);
    }).toThrow(tooLate);
  });
});

describe('AbortSource', () => {
  it('aborts a signal that everybody else can use as any other', () => {
    const source = new AbortSource();
    const { signal } = source;
    const seen: string[] = [];
    signal.addEventListener('abort', () => seen.push('event'));
    onAbort(signal, () => seen.push('own'));
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(signal.aborted).toBe(false);
    source.abort(tooLate);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBe(tooLate);
    expect(seen.toSorted()).toEqual(['event', 'own']);
  });

  it('aborts once, with the first reason', () => {
    const source = new AbortSource();
    let calls = 0;
    onAbort(source.signal, () => (calls += 1));
    source.abort(tooLate);
    source.abort(cancelled());
    expect(source.signal.reason).toBe(tooLate);
    expect(calls).toBe(1);
  });
});

describe.each([
  [
    'a signal of our own',
    () => {
      const source = new AbortSource();
      return {
        signal: source.signal,
        abort: () => {
          source.abort(tooLate);
        },
      };
    },
  ],
  [
    'any other signal',
    () => {
      const controller = new AbortController();
      return {
        signal: controller.signal,
        abort: () => {
          controller.abort(tooLate);
        },
      };
    },
  ],
] as const)('onAbort of %s', (_, make) => {
  it('calls every listener once, when the signal has aborted', () => {
    const { signal, abort } = make();
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) onAbort(signal, () => seen.push(`${name} ${String(signal.aborted)}`));
    expect(seen).toEqual([]);
    abort();
    abort();
    expect(seen).toEqual(['a true', 'b true', 'c true']);
  });

  it.each([0, 1, 2])('does not call the one that has unhooked, number %i', (gone) => {
    const { signal, abort } = make();
    const seen: number[] = [];
    const unhook = [0, 1, 2].map((id) => onAbort(signal, () => seen.push(id)));
    unhook[gone]?.();
    unhook[gone]?.();
    abort();
    expect(seen).toEqual([0, 1, 2].filter((id) => id !== gone));
  });

  it('calls one that came when another had left', () => {
    const { signal, abort } = make();
    const seen: string[] = [];
    const unhook = onAbort(signal, () => seen.push('gone'));
    unhook();
    onAbort(signal, () => seen.push('here'));
    unhook();
    abort();
    expect(seen).toEqual(['here']);
  });

  it('lets a listener unhook itself and another one', () => {
    const { signal, abort } = make();
    const seen: string[] = [];
    const unhookFirst = onAbort(signal, () => {
      seen.push('first');
      unhookFirst();
      unhookThird();
    });
    onAbort(signal, () => seen.push('second'));
    const unhookThird = onAbort(signal, () => seen.push('third'));
    abort();
    expect(seen).toEqual(['first', 'second']);
  });

  it('does not call who comes after the abort', () => {
    const { signal, abort } = make();
    abort();
    let calls = 0;
    onAbort(signal, () => (calls += 1))();
    abort();
    expect(calls).toBe(0);
  });
});

describe('onAbort', () => {
  it('asks nothing of the event target of a signal of our own, which would cost more than all else', () => {
    const { signal } = new AbortSource();
    let asked = 0;
    signal.addEventListener = () => (asked += 1);
    signal.removeEventListener = () => (asked += 1);
    onAbort(signal, () => undefined)();
    expect(asked).toBe(0);
  });

  it('leaves no listener on a signal that lives longer', () => {
    const { signal, listeners } = countedSignal();
    const unhook = onAbort(signal, () => undefined);
    expect(listeners()).toBe(1);
    unhook();
    expect(listeners()).toBe(0);
  });
});

describe('linkedAbort', () => {
  it('follows its parent, with the same reason', () => {
    const { signal, abort, listeners } = countedSignal();
    const link = linkedAbort(signal);
    expect(listeners()).toBe(1);
    expect(link.signal.aborted).toBe(false);
    abort(tooLate);
    expect(link.signal.aborted).toBe(true);
    expect(link.signal.reason).toBe(tooLate);
    link.release();
    expect(listeners()).toBe(0);
  });

  it('aborts by itself without touching its parent', () => {
    const { signal, listeners } = countedSignal();
    const link = linkedAbort(signal);
    link.abort(tooLate);
    expect(link.signal.reason).toBe(tooLate);
    expect(signal.aborted).toBe(false);
    link.release();
    expect(listeners()).toBe(0);
  });

  it('no longer follows when released', () => {
    const { signal, abort, listeners } = countedSignal();
    const link = linkedAbort(signal);
    link.release();
    link.release();
    expect(listeners()).toBe(0);
    abort(tooLate);
    expect(link.signal.aborted).toBe(false);
  });

  it('is aborted from the beginning when its parent is', () => {
    const link = linkedAbort(AbortSignal.abort(tooLate));
    expect(link.signal.aborted).toBe(true);
    expect(link.signal.reason).toBe(tooLate);
    link.release();
  });

  it('leaves no listener behind after a thousand calls of one parent', () => {
    const { signal, listeners } = countedSignal();
    for (let call = 0; call < 1000; call += 1) linkedAbort(signal).release();
    expect(listeners()).toBe(0);
  });
});
