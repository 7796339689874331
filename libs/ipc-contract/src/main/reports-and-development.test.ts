import { ConnectionId, RunId } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../report-types.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { buildRouter } from './create-router.ts';
import type { AppFacade, DevelopmentFacade } from './facade.ts';

const id = ConnectionId.parse('c1');
const run = RunId.parse('0f3c2b1a-1111-4222-8333-000000000001');

/** Calls a procedure as the guard does. */
function caller(app: Partial<AppFacade>): (path: string, input: unknown) => Promise<unknown> {
  const logger = { info: () => undefined, error: () => undefined };
  const router = buildRouter({}, { engine: () => Promise.resolve(new FakeEngine()), app: app as AppFacade, logger });
  const procedures = router.createCaller({ id: 'call', signal: new AbortController().signal }) as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  return async (path, input) => {
    const [group = '', name = ''] = path.split('.');
    return procedures[group]?.[name]?.(input);
  };
}

describe('a report', () => {
  it('is asked for by a connection and a run, and by nothing that the window could make up', async () => {
    const asked: ReportRequest[] = [];
    const call = caller({
      makeReport: (request) => {
        asked.push(request);
        return Promise.resolve({ path: '/bundle.json', opened: true });
      },
    });
    expect(await call('app.makeReport', { id, run })).toEqual({ path: '/bundle.json', opened: true });
    await call('app.makeReport', { id, reference: run });
    expect(asked).toEqual([
      { id, run },
      { id, reference: run },
    ]);
    for (const more of [
      { address: 'https://evil.example' },
      { title: 'x' },
      { path: '/etc/passwd' },
      { run: 5 },
      { reference: 'x?body=mine' },
    ])
      await expect(call('app.makeReport', { id, ...more })).rejects.toThrow();
    expect(asked).toHaveLength(2);
  });
});

describe('what is for developers', () => {
  const development: DevelopmentFacade = {
    standIn: (integration) => Promise.resolve({ label: integration, config: {}, secrets: {} }),
    originOf: () => Promise.resolve({ source: { file: '/a.ts', line: 1 }, log: null }),
    openSource: () => Promise.reject(new TypeError('opened')),
  };

  it('is there while the application is developed', async () => {
    const call = caller({ development });
    expect(await call('app.devStandIn', { integration: 'github' })).toMatchObject({ label: 'github' });
    expect(await call('app.devOrigin', { id: run })).toMatchObject({ log: null });
    await expect(call('app.devOpenSource', { id: run })).rejects.toThrow('opened');
  });

  it('is nothing otherwise', async () => {
    const call = caller({});
    expect(await call('app.devStandIn', { integration: 'github' })).toBeNull();
    expect(await call('app.devOrigin', { id: run })).toBeNull();
    expect(await call('app.devOpenSource', { id: run })).toBeUndefined();
  });
});
