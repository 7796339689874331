import { ManualClock } from '@wiz/core/testing';
import type { WindowEvent } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { windowLog } from './window-log.ts';

const failed: WindowEvent = { event: 'call_failed', path: 'a.b', correlationId: 'c1', category: 'conflict', outcome: 'none' };
const wrong: WindowEvent = { event: 'error', kind: 'exception', name: 'TypeError', stack: '' };

describe('the window’s part of the log', () => {
  const logged: unknown[] = [];
  const note = (event: string, facts: object): void => {
    logged.push([event, facts]);
  };
  const clock = new ManualClock();
  const tell = windowLog(clock, { info: note, error: note });

  it('is written as what it is', () => {
    tell({ events: [failed, wrong], dropped: 0 });
    expect(logged.splice(0)).toMatchObject([
      ['window_call_failed', { path: 'a.b', correlationId: 'c1' }],
      ['window_error', { name: 'TypeError' }],
    ]);
  });

  it('is at most sixty lines a minute; what is beyond is counted and told later', async () => {
    await clock.advance(60_000);
    for (let n = 0; n < 5; n += 1) tell({ events: Array.from({ length: 25 }, () => failed), dropped: 0 });
    await clock.advance(59_999);
    tell({ events: [failed], dropped: 2 });
    expect(logged.splice(0)).toHaveLength(60);
    await clock.advance(1);
    tell({ events: [failed], dropped: 0 });
    tell({ events: [failed], dropped: 0 });
    expect(logged).toMatchObject([
      ['window_call_failed', {}],
      // Of 125, of one more that came too early, and of two that the window had dropped itself.
      ['window_lines_dropped', { count: 125 - 60 + 1 + 2 }],
      ['window_call_failed', {}],
    ]);
  });
});
