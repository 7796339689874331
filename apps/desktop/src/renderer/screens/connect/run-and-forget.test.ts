import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runAndForget } from './run-and-forget.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function world(answer: (given: { readonly token: string }) => Promise<string>) {
  const client = new QueryClient();
  const observer = new MutationObserver(client, { mutationFn: answer, gcTime: 0, retry: false });
  const unsubscribe = observer.subscribe(() => undefined);
  const kept = () => [
    client
      .getMutationCache()
      .getAll()
      .map(({ state }) => state.variables),
    observer.getCurrentResult().variables,
  ];
  return {
    mutation: { mutateAsync: (given: { readonly token: string }) => observer.mutate(given), reset: () => observer.reset() },
    kept,
    unsubscribe,
  };
}

it('keeps nothing of what it was given once it has succeeded', async () => {
  const { mutation, kept } = world(() => Promise.resolve('done'));
  const running = runAndForget(mutation, { token: 'canary' });
  expect(JSON.stringify(kept())).toContain('canary');
  await expect(running).resolves.toBe('done');
  await vi.advanceTimersByTimeAsync(1);
  expect(kept()).toEqual([[], undefined]);
});

it('keeps nothing of what it was given once it was refused, and says why', async () => {
  const { mutation, kept } = world(() => Promise.reject(new Error('refused')));
  await expect(runAndForget(mutation, { token: 'canary' })).rejects.toThrow('refused');
  await vi.advanceTimersByTimeAsync(1);
  expect(kept()).toEqual([[], undefined]);
});

it('keeps nothing when its form is gone before it has settled', async () => {
  const { mutation, kept, unsubscribe } = world(() => Promise.resolve('done'));
  const running = runAndForget(mutation, { token: 'canary' });
  unsubscribe();
  await running;
  await vi.advanceTimersByTimeAsync(2);
  expect(kept()).toEqual([[], undefined]);
});
