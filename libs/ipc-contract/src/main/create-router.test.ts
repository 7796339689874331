import type { AnyTRPCProcedure } from '@trpc/server';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../registry.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { buildRouter } from './create-router.ts';
import type { AppFacade } from './facade.ts';

const app: AppFacade = {
  info: () => ({ version: '1', electron: '45', chromium: '150', platform: 'linux', standIn: false, dataFolder: '', logFile: '', notices: [] }),
  pickFolder: () => Promise.resolve({ path: '/picked' }),
  openExternal: () => Promise.resolve(),
  openDataFolder: () => Promise.resolve(),
  log: () => undefined,
  previewDiagnostics: () => Promise.resolve({ holds: [], leavesOut: [] }),
  saveDiagnostics: () => Promise.resolve({ path: null }),
  previewReport: () => Promise.reject(new TypeError('not asked here')),
  readReport: () => Promise.resolve({ text: '', cut: 0 }),
  makeReport: () => Promise.resolve({ path: null, opened: false }),
};

describe('the router', () => {
  const engine = new FakeEngine();
  const options = { engine: () => Promise.resolve(engine), app, logger: { info: () => undefined, error: () => undefined } };
  const proceduresOf = (contracts: Readonly<Record<string, AnyContract>>) =>
    buildRouter(contracts, options)._def.procedures as Readonly<Record<string, AnyTRPCProcedure | undefined>>;
  const procedures = proceduresOf(catalogue);

  it('has a procedure of the declared kind for every operation of every contract', () => {
    for (const [id, contract] of Object.entries(catalogue)) {
      for (const [name, operation] of Object.entries(contract.operations)) {
        const expected = operation.chunk === undefined ? (operation.effect === 'read' ? 'query' : 'mutation') : 'subscription';
        expect([`${id}.${name}`, procedures[`${id}.${name}`]?._def.type]).toEqual([`${id}.${name}`, expected]);
      }
    }
  });

  it('asks for a contract when the first call to it comes, and for no other', () => {
    const asked: string[] = [];
    const [given] = Object.values(catalogue);
    const counting = Object.defineProperties<Record<string, AnyContract>>(
      {},
      Object.fromEntries(
        ['one', 'two'].map((id) => [
          id,
          {
            get: () => {
              asked.push(id);
              return given;
            },
          },
        ]),
      ),
    );
    const found = proceduresOf(counting);
    expect([found['app.info']?._def.type, asked]).toEqual(['query', []]);
    const first = Object.keys(given?.operations ?? {})[0] ?? '';
    expect(found[`two.${first}`]).toBeDefined();
    expect(found[`two.${first}`]).toBe(found[`two.${first}`]);
    expect(new Set(asked)).toEqual(new Set(['two']));
  });

  it.each(['filesystem', 'filesystem.constructor', 'filesystem.search.call', 'filesystem.', 'constructor.name', '__proto__.search', ''])(
    'has no procedure %j',
    (path) => {
      expect(procedures[path]).toBeUndefined();
    },
  );

  it('has the application’s own procedures and no others', () => {
    const own = Object.fromEntries(Object.entries(proceduresOf(catalogue)).map(([path, procedure]) => [path, procedure?._def.type]));
    expect(own).toEqual({
      'connections.list': 'query',
      'connections.verify': 'mutation',
      'connections.secretSources': 'query',
      'connections.keychain': 'query',
      'connections.add': 'mutation',
      'connections.update': 'mutation',
      'connections.protect': 'mutation',
      'connections.remove': 'mutation',
      'health.states': 'query',
      'health.check': 'mutation',
      'health.metrics': 'query',
      'health.resetMetrics': 'mutation',
      'health.networkChanged': 'mutation',
      'runs.list': 'query',
      'runs.get': 'query',
      'runs.again': 'query',
      'runs.cancel': 'mutation',
      'runs.clear': 'mutation',
      'tickets.prepare': 'mutation',
      'events.all': 'subscription',
      'app.info': 'query',
      'app.pickFolder': 'mutation',
      'app.openExternal': 'mutation',
      'app.openDataFolder': 'mutation',
      'app.log': 'mutation',
      'app.previewDiagnostics': 'query',
      'app.saveDiagnostics': 'mutation',
      'app.previewReport': 'query',
      'app.readReport': 'query',
      'app.makeReport': 'mutation',
      'app.devStandIn': 'query',
      'app.devOrigin': 'query',
      'app.devOpenSource': 'mutation',
    });
  });

  it('keys every contract by its own id', () => {
    expect(Object.entries(catalogue).map(([key, contract]) => [key, contract.id])).toEqual(Object.keys(catalogue).map((key) => [key, key]));
  });
});
