import { describe, expect, it } from 'vitest';
import { IntegrationError } from './integration-error.ts';
import { orAborted } from './or-aborted.ts';
import { countedSignal, deferred } from './testing/index.ts';

describe('waiting for what cannot be told to stop', () => {
  it('ends as the work does, and leaves no listener', async () => {
    const { signal, listeners } = countedSignal();
    await expect(orAborted(Promise.resolve(0), signal)).resolves.toBe(0);
    await expect(orAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(listeners()).toBe(0);
  });

  it('ends at once with the signal’s own reason when it aborts, and leaves no listener', async () => {
    const { signal, listeners, abort } = countedSignal();
    const work = deferred<undefined>();
    const waiting = orAborted(work.promise, signal);
    const reason = new IntegrationError('cancelled', 'Closed.');
    abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(listeners()).toBe(0);
    work.reject(new Error('too late to be heard'));
  });

  it('does not wait at all when the signal is aborted already', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(orAborted(new Promise(() => undefined), controller.signal)).rejects.toMatchObject({ category: 'cancelled' });
  });
});
