import { settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { streamWindow } from '../wire.ts';
import { Credit } from './credit.ts';

async function spent(credit: Credit, signal: AbortSignal): Promise<void> {
  for (let taken = 0; taken < streamWindow; taken += 1) expect(await credit.take(signal)).toBe(true);
}

describe('the credit of a stream', () => {
  it('makes the sender wait once the window is full, until something was handled', async () => {
    const credit = new Credit(streamWindow);
    const { signal } = new AbortController();
    await spent(credit, signal);
    let taken = false;
    const more = credit.take(signal).then(() => (taken = true));
    await settle();
    expect(taken).toBe(false);
    credit.acknowledge(1);
    await more;
    expect(credit.open).toBe(streamWindow);
  });

  it('ends the wait when the call is over', async () => {
    const credit = new Credit(streamWindow);
    const abort = new AbortController();
    await spent(credit, abort.signal);
    const more = credit.take(abort.signal);
    abort.abort();
    expect(await more).toBe(false);
  });

  it('takes no acknowledgement of what was never sent, and none back', async () => {
    const credit = new Credit(streamWindow);
    await spent(credit, new AbortController().signal);
    credit.acknowledge(1000);
    expect(credit.open).toBe(streamWindow);
    credit.acknowledge(4);
    credit.acknowledge(2);
    expect(credit.open).toBe(streamWindow - 4);
  });
});
