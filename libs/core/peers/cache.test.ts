import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../src/integration-error.ts';
import { watch } from './calls.ts';
import { advance, useFakeTime } from './fake-time.ts';
import { opossumCaches, opossumsCoalescing, opossumsCoalescingUntilDone } from './opossum.ts';
import { ours } from './ours.ts';
import type { CachePeer } from './peer.ts';

useFakeTime();

/** Asks twice for each answer that is easily taken for none. */
async function emptyAnswers(peer: CachePeer): Promise<{ calls: number; answers: unknown[] }> {
  const get = peer.cache();
  let calls = 0;
  const answers: unknown[] = [];
  for (const [index, answer] of [undefined, null, 0, '', false].entries()) {
    for (let count = 0; count < 2; count += 1) {
      const given = await get(String(index), async () => {
        calls += 1;
        return answer;
      });
      answers.push(given);
    }
  }
  return { calls, answers };
}

describe('undefined, null, 0, an empty text and false', () => {
  it.each([ours, ...opossumCaches])('are values, fetched once: $name', async (peer) => {
    const answers = [undefined, undefined, null, null, 0, 0, '', '', false, false];
    expect(await emptyAnswers(peer)).toEqual({ calls: 5, answers });
  });
});

/** The system fails once and is well a second later, when the same is asked for again. */
async function afterARejection(peer: CachePeer): Promise<{ calls: number; second: string }> {
  const get = peer.cache();
  let calls = 0;
  const work = async (): Promise<string> => {
    calls += 1;
    if (calls === 1) throw new IntegrationError('network_error', 'Down.');
    return 'fine';
  };
  watch(get('key', work));
  await advance(1000);
  const second = watch(get('key', work));
  await advance(0);
  return { calls, second: second.state };
}

describe('a rejection', () => {
  it.each([ours, ...opossumCaches, ...opossumsCoalescingUntilDone])('is not remembered: $name', async (peer) => {
    expect(await afterARejection(peer)).toEqual({ calls: 2, second: 'value' });
  });

  it.each(opossumsCoalescing)('is answered again: $name', async (peer) => {
    expect(await afterARejection(peer)).toEqual({ calls: 1, second: 'error' });
  });
});
