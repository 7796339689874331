import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { IntegrationError, serializeError } from '@wiz/core';
import type { AppRouter, WindowLog } from '@wiz/ipc-contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { diagnosticsLink } from './diagnostics-link.ts';
import { createDiagnosticsLog, type DiagnosticsLog } from './diagnostics-log.ts';

const conflict = { category: 'conflict', outcome: 'none', correlationId: 'w:1' } as const;

describe('what the window tells main’s log', () => {
  let sent: WindowLog[];
  let refused: boolean;
  let now: number;
  let timers: (() => void)[];
  let log: DiagnosticsLog;
  const gathered = async () => {
    for (const timer of timers.splice(0)) timer();
    await new Promise((resolve) => setTimeout(resolve));
  };
  beforeEach(() => {
    sent = [];
    refused = false;
    now = 0;
    timers = [];
    log = createDiagnosticsLog({
      send: (report) => {
        sent.push(report);
        return refused ? Promise.reject(new Error('no')) : Promise.resolve();
      },
      clock: {
        now: () => now,
        after: (_ms, callback) => {
          timers.push(callback);
          return () => undefined;
        },
      },
    });
  });

  it('is what failed, with the id that main knows it by, gathered into one message', async () => {
    log.callFailed('github.listIssues', conflict);
    log.callFailed('runs.list', { category: 'timeout_error', outcome: 'none' });
    expect(sent).toEqual([]);
    await gathered();
    expect(sent).toEqual([
      {
        events: [
          { event: 'call_failed', path: 'github.listIssues', ...conflict },
          { event: 'call_failed', path: 'runs.list', category: 'timeout_error', outcome: 'none', correlationId: undefined },
        ],
        dropped: 0,
      },
    ]);
  });

  it('is of an error its class and its place, never its words', async () => {
    const typed = 'the letter to my doctor';
    log.wrong('exception', new TypeError(typed));
    log.wrong('rejection', typed);
    log.wrong('drawing', Object.assign(new Error(typed), { name: typed }));
    await gathered();
    const events = sent[0]?.events ?? [];
    expect(JSON.stringify(events[0])).toMatch(/diagnostics-log\.test\.ts:\d+/);
    expect(events).toMatchObject([
      { event: 'error', kind: 'exception', name: 'TypeError' },
      { event: 'error', kind: 'rejection', name: 'string', stack: '' },
      { event: 'error', kind: 'drawing', name: 'Error' },
    ]);
    expect(JSON.stringify(sent)).not.toContain(typed);
  });

  it('is not what was cancelled, and not that the log could not be told', async () => {
    log.callFailed('github.listIssues', { ...conflict, category: 'cancelled' });
    log.callFailed('app.log', conflict);
    expect(timers).toEqual([]);
  });

  it('is twenty events at once and forty a minute at most; of the rest, the number', async () => {
    const flood = async () => {
      for (let n = 0; n < 30; n += 1) log.callFailed('a.b', conflict);
      await gathered();
    };
    for (let round = 0; round < 3; round += 1) await flood();
    now = 59_999;
    log.callFailed('a.b', conflict);
    now = 60_000;
    await flood();
    expect(sent.map(({ events, dropped }) => [events.length, dropped])).toEqual([
      [20, 10],
      [20, 10],
      [20, 41],
    ]);
  });

  it('is told as lost when main did not take it', async () => {
    refused = true;
    log.callFailed('a.b', conflict);
    await gathered();
    refused = false;
    log.callFailed('a.b', conflict);
    await gathered();
    expect(sent.map(({ dropped }) => dropped)).toEqual([0, 1]);
  });
});

describe('the link that tells of failed calls', () => {
  it('tells of each that fails, with path and kind, and of none that succeeds', async () => {
    const failing: TRPCLink<AppRouter> =
      () =>
      ({ op: { path } }) =>
        observable((observer) => {
          if (path === 'app.info') {
            observer.next({ result: { type: 'data', data: {} } });
            observer.complete();
            return;
          }
          const wiz = serializeError(new IntegrationError('conflict', 'No.', { correlationId: 'w:1' }));
          const data = { code: 'CONFLICT', httpStatus: 409, wiz } as const;
          observer.error(new TRPCClientError<AppRouter>('No.', { result: { error: { message: 'No.', code: -32603, data } } }));
        });
    const told: unknown[] = [];
    const log = { callFailed: (path: string, error: object) => told.push([path, error]) };
    const client = createTRPCClient<AppRouter>({ links: [diagnosticsLink(log), failing] });
    await client.app.info.query();
    await client.app.openDataFolder.mutate().catch(() => undefined);
    expect(told).toEqual([['app.openDataFolder', expect.objectContaining(conflict)]]);
  });
});
