import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SmallSet } from './small-set.ts';

function contents<T extends object>(set: SmallSet<T>): T[] {
  const found: T[] = [];
  set.forEach((member) => found.push(member));
  return found;
}

describe('SmallSet', () => {
  const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

  it('is empty at first, and deleting from it does nothing', () => {
    const set = new SmallSet<object>();
    set.delete(a);
    expect([set.size, contents(set)]).toEqual([0, []]);
  });

  it('visits its members in the order in which they came', () => {
    const set = new SmallSet<object>();
    for (const member of [a, b, c]) set.add(member);
    expect(set.size).toBe(3);
    expect(contents(set)).toEqual([a, b, c]);
  });

  it('leaves out those that are deleted while it is visited', () => {
    const set = new SmallSet<object>();
    for (const member of [a, b, c]) set.add(member);
    const seen: object[] = [];
    set.forEach((member) => {
      seen.push(member);
      set.delete(a);
      set.delete(b);
    });
    expect(seen).toEqual([a, c]);
    expect(set.size).toBe(1);
  });

  it('holds what a Set holds, whatever is added and deleted', () => {
    const members = [a, b, c];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('add', 'delete'), fc.constantFrom(...members))), (steps) => {
        const set = new SmallSet<object>();
        const model = new Set<object>();
        for (const [step, member] of steps) {
          // A member is added once, as listeners and waiters are.
          if (step === 'delete') set.delete(member);
          else if (!model.has(member)) set.add(member);
          if (step === 'delete') model.delete(member);
          else model.add(member);
          expect(set.size).toBe(model.size);
          expect(new Set(contents(set))).toEqual(model);
        }
      }),
    );
  });
});
