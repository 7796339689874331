import { testCall, ManualClock } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { Recorders } from './recorders.ts';
import { ConnectionId, RunId, type ConnectionView } from './types/index.ts';

const connection = { id: ConnectionId.parse('c') } as ConnectionView;

function setUp() {
  const recorders = new Recorders(new ManualClock());
  const open = (id: string) =>
    recorders.open(
      {
        id: RunId.parse(id),
        connection,
        operation: 'list',
        effect: 'read',
        contractVersion: '1.0.0',
        input: {},
        correlationId: `c-${id}`,
      },
      (sentence) => sentence,
    );
  const tell = (id: string, event: Parameters<Recorders['observe']>[1]): void => {
    recorders.observe({ connection }, event, testCall({ correlationId: `c-${id}` }));
  };
  const join = (id: string, leader: string): void => {
    tell(id, { type: 'cache', result: 'joined', correlationId: `c-${leader}` });
  };
  return { recorders, open, tell, join };
}

describe('the recorders of what is under way', () => {
  it('hear of the call that they joined until they leave it or their run is over', () => {
    const { recorders, open, tell, join } = setUp();
    open('leader');
    const [stays, leaves, ends] = [open('stays'), open('leaves'), open('ends')];
    for (const id of ['stays', 'leaves', 'ends']) join(id, 'leader');
    recorders.leave(leaves);
    recorders.close(ends);
    tell('leader', { type: 'attempt', attempt: 1 });
    expect([stays, leaves, ends].map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
  });

  it('are known by their run while that lasts', () => {
    const { recorders, open } = setUp();
    const recorder = open('r');
    expect([recorders.detail(RunId.parse('r'))?.state, recorders.has('c-r')]).toEqual(['running', true]);
    recorders.close(recorder);
    expect([recorders.detail(RunId.parse('r')), recorders.has('c-r')]).toEqual([undefined, false]);
  });

  it('hear nothing of calls that are nobody’s', () => {
    const { open, tell } = setUp();
    const recorder = open('r');
    tell('other', { type: 'attempt', attempt: 1 });
    expect(recorder.attempts).toBe(0);
  });
});
