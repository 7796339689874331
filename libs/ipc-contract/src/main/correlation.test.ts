import { createTRPCClient } from '@trpc/client';
import { IntegrationError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { ConnectionId } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integrationErrorOf } from '../renderer/integration-error-of.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { fixture } from '../testing/fixture-contract.ts';
import { guarded, type FixtureClient } from '../testing/transports.ts';
import { until, World } from '../testing/world.ts';
import { buildRouter } from './create-router.ts';

const connection = ConnectionId.parse('c1');
const reason = (error: unknown): unknown => error;

describe('the id of a call', () => {
  let world: World;
  beforeEach(() => {
    world = new World(guarded);
  });
  afterEach(() => {
    world.dispose();
  });

  it('is the one under which the window has sent it, in the engine and in the error that comes back', async () => {
    const window = world.open();
    world.engine.onRun = () => Promise.reject(new IntegrationError('conflict', 'No.'));
    const error = await world.client(window).fixture.look.query({ connection, value: 1 }).catch(reason);
    const id = integrationErrorOf(error).correlationId ?? 'none';
    expect(JSON.stringify(window.sent)).toContain(JSON.stringify(id));
    expect(world.engine.requests).toMatchObject([{ correlationId: id }]);
  });

  it('comes back with the errors of streams and of the application’s own procedures', async () => {
    const client = world.client(world.open());
    world.engine.onStream = () => {
      throw new IntegrationError('conflict', 'No.');
    };
    const errors: unknown[] = [await client.runs.get.query({ id: 'r' as never }).catch(reason)];
    client.fixture.feed.subscribe({ connection, value: 1 }, { onError: (error) => errors.push(error) });
    await until('the stream fails', () => errors.length === 2);
    expect(errors.map((error) => typeof integrationErrorOf(error).correlationId)).toEqual(['string', 'string']);
  });

  it('gives way to the one that the error names itself', async () => {
    world.engine.onRun = () => Promise.reject(new IntegrationError('conflict', 'No.', { correlationId: 'the run’s' }));
    const error = await world.client(world.open()).fixture.look.query({ connection, value: 1 }).catch(reason);
    expect(integrationErrorOf(error).correlationId).toBe('the run’s');
  });
});

describe('the log of calls that fail', () => {
  const logged: unknown[] = [];
  const engine = new FakeEngine();
  const never = (): never => {
    throw new TypeError('not asked here');
  };
  const reports = { previewReport: never, readReport: never, makeReport: never };
  const app = { info: never, pickFolder: never, openExternal: never, openDataFolder: never, log: never, ...reports };
  const log = (event: string, facts: unknown): void => {
    logged.push([event, facts]);
  };
  const logger = { info: log, error: log };
  const ready = () => Promise.resolve(engine);
  const call = async (thrown: Error): Promise<string> => {
    logged.length = 0;
    engine.onRun = () => Promise.reject(thrown);
    const window = new FakeWindow(1, 'app://hub', []);
    const router = buildRouter({ fixture }, { engine: ready, app: { ...app, previewDiagnostics: never, saveDiagnostics: never }, logger });
    const served = guarded.serve(router, logger, ready, new ManualClock());
    served.admit(window);
    const client: FixtureClient = createTRPCClient({ links: [guarded.link(window.bridge)] });
    const error = await client.fixture.look.query({ connection, value: 1 }).catch(reason);
    served.dispose();
    return integrationErrorOf(error).correlationId ?? 'none';
  };

  it('has a line with kind, codes and id, and no sentence', async () => {
    const facts = { integration: 'fixture', connection: 'c1', operation: 'look', statusCode: 422, code: 'E', attempts: 2 };
    const correlationId = await call(new IntegrationError('validation_error', 'You typed “x”.', { ...facts, fields: { value: 'is “x”' } }));
    const kind = { category: 'validation_error', outcome: 'none' };
    expect(logged).toEqual([['call_failed', { path: 'fixture.look', correlationId, ...kind, ...facts }]]);
  });

  it('has one more for what nobody expected', async () => {
    const bug = new TypeError('bug');
    const correlationId = await call(bug);
    expect(logged).toMatchObject([
      ['call_failed', { category: 'internal_error' }],
      ['unexpected error in a procedure', { path: 'fixture.look', correlationId, error: bug }],
    ]);
  });

  it('has none for what was cancelled', async () => {
    await call(new IntegrationError('cancelled', 'Cancelled.'));
    expect(logged).toEqual([]);
  });
});
