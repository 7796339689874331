import { ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { Tickets } from './tickets.ts';
import { ConnectionId } from './types/index.ts';

const id = ConnectionId.parse('c');
const preview = { summary: 'Burns it.', details: [], fingerprint: 'f' };

function setUp() {
  const clock = new ManualClock();
  let ids = 0;
  const tickets = new Tickets(clock, () => `t${String((ids += 1))}`);
  const issue = (input: unknown): string => tickets.issue(id, 'burn', input, preview).token;
  return { clock, tickets, issue };
}

describe('a ticket', () => {
  it('is for the same input, whatever the order of its keys', () => {
    const { tickets, issue } = setUp();
    const token = issue({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } });
    expect(tickets.redeem(token, id, 'burn', { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 })).toBe('f');
  });

  it.each([
    ['another order in a list', { a: [2, 1] }],
    ['another value', { a: [1, 3] }],
    ['one field more', { a: [1, 2], b: 1 }],
  ])('is not for %s, and is gone after such a try', (_what, input) => {
    const { tickets, issue } = setUp();
    const token = issue({ a: [1, 2] });
    expect(() => tickets.redeem(token, id, 'burn', input)).toThrow(/given for something else/);
    expect(() => tickets.redeem(token, id, 'burn', { a: [1, 2] })).toThrow(/confirmed first/);
  });

  it('is one of a hundred: the oldest goes first', () => {
    const { tickets, issue } = setUp();
    const tokens = Array.from({ length: 101 }, (_, at) => issue({ at }));
    expect(() => tickets.redeem(tokens[0], id, 'burn', { at: 0 })).toThrow(/confirmed first/);
    expect(tickets.redeem(tokens[1], id, 'burn', { at: 1 })).toBe('f');
    expect(tickets.redeem(tokens[100], id, 'burn', { at: 100 })).toBe('f');
  });

  it('is good until its time is over, to the millisecond, and sets no timer', async () => {
    const { clock, tickets, issue } = setUp();
    const [inTime, late] = [issue(1), issue(1)];
    await clock.advance(299_999);
    expect(tickets.redeem(inTime, id, 'burn', 1)).toBe('f');
    await clock.advance(1);
    expect(() => tickets.redeem(late, id, 'burn', 1)).toThrow(/too old/);
    expect(clock.pending).toBe(0);
  });
});
