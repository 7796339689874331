import { describe, expect, it } from 'vitest';
import { EtagStore } from './etag-store.ts';

const answer = (text: string) => ({ etag: '"1"', text, header: () => null });

describe('EtagStore', () => {
  it('keeps two hundred, and forgets what was not used for longest', () => {
    const store = new EtagStore();
    for (let index = 0; index < 200; index += 1) store.set(`k${String(index)}`, answer('x'));
    store.get('k0');
    store.set('new', answer('x'));
    expect([store.size, store.get('k0')?.text, store.get('k1')]).toEqual([200, 'x', undefined]);
  });

  it('keeps eight million characters, and nothing that is larger by itself', () => {
    const store = new EtagStore();
    const third = answer('x'.repeat(3 * 1024 * 1024));
    for (const key of ['a', 'b', 'c']) store.set(key, third);
    expect([store.get('a'), store.get('b'), store.get('c'), store.size]).toEqual([undefined, third, third, 2]);
    store.set('d', answer('x'.repeat(9 * 1024 * 1024)));
    expect([store.get('d'), store.size]).toEqual([undefined, 2]);
  });

  it('counts what is replaced or deleted no longer', () => {
    const store = new EtagStore();
    const half = 'x'.repeat(4 * 1024 * 1024 - 10);
    for (let turn = 0; turn < 5; turn += 1) store.set('a', answer(half));
    store.set('b', answer(half));
    expect(store.size).toBe(2);
    store.delete('a');
    store.delete('a');
    store.set('c', answer(half));
    expect(store.size).toBe(2);
    store.clear();
    expect(store.size).toBe(0);
  });
});
