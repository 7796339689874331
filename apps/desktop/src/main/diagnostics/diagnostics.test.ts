import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IntegrationError } from '@wiz/core';
import { ManualClock } from '@wiz/core/testing';
import { createEngine, type Engine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import { ConnectionId } from '@wiz/engine/types';
import { startGithubStandIn, type GithubStandIn } from '@wiz/integration-github/testing';
import { nodeTransport } from '@wiz/integration-kit/main';
import { contractOf, contracts } from '@wiz/ipc-contract';
import type { AppFacade } from '@wiz/ipc-contract/main';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { implementations } from '../implementations.ts';
import { fileLogger, type FileLogger } from '../log/file-logger.ts';
import { systemRandom } from '../system-random.ts';
import { diagnostics } from './diagnostics.ts';

const token = `ghp_CANARY${'0'.repeat(26)}Zq9w`;
const bundle = z.looseObject({
  connection: z.record(z.string(), z.unknown()),
  runs: z.array(z.looseObject({ correlationId: z.string(), operation: z.string(), input: z.record(z.string(), z.unknown()) })),
  log: z.array(z.looseObject({ event: z.string() })),
});

describe('the diagnostics of a connection', () => {
  let folder: string;
  let github: GithubStandIn;
  let engine: Engine;
  let logger: FileLogger;
  let ids = 0;
  let place: string | undefined;
  let asked: string[];
  let made: Pick<AppFacade, 'previewDiagnostics' | 'saveDiagnostics'>;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-diagnostics-'));
    place = path.join(folder, 'given', 'bundle.json');
    asked = [];
    github = await startGithubStandIn({ tokens: { [token]: { login: 'octocat', id: 1 } } });
    const clock = new ManualClock();
    logger = fileLogger({ file: path.join(folder, 'logs', 'a.log'), home: folder, now: () => clock.wallNow() });
    engine = await createEngine({
      contracts: { ...contracts },
      implementations,
      store: new MemoryStore(),
      vault: new MemoryVault(),
      host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
      transportFor: () => nodeTransport(),
      clock,
      random: systemRandom,
      newId: () => `0f3c2b1a-1111-4222-8333-${String((ids += 1)).padStart(12, '0')}`,
      logger: logger.port,
    });
    made = diagnostics({
      sources: {
        engine: () => Promise.resolve(engine),
        contractOf,
        governor: () => Promise.resolve({ breaker: { lastFailure: `Bad ${token}` } }),
        application: () => Promise.resolve({ version: '1.2.3', standIn: false }),
        store: () => Promise.resolve({ notices: [], files: { 'wiz.db': 4096 } }),
        logFiles: logger.files,
        clock,
        home: folder,
        user: 'somebody',
      },
      askWhere: (name) => {
        asked.push(name);
        return Promise.resolve(place);
      },
      clock,
      logger,
    });
  });
  afterEach(async () => {
    await engine.dispose();
    await github.close();
    // A line that is still being written would put a file into the folder while it is removed.
    await logger.flush();
    rmSync(folder, { recursive: true, force: true });
  });

  const connectGithub = async (): Promise<ConnectionId> =>
    (await engine.connections.add({ integration: 'github', config: { baseUrl: github.url }, secrets: { token } })).id;
  const connectFolder = async (): Promise<ConnectionId> => {
    mkdirSync(path.join(folder, 'notes'));
    return (await engine.connections.add({ integration: 'filesystem', config: { root: path.join(folder, 'notes') } })).id;
  };
  const saved = async (id: ConnectionId): Promise<{ readonly text: string; readonly parsed: z.infer<typeof bundle> }> => {
    await made.saveDiagnostics(id);
    const text = readFileSync(place ?? '', 'utf8');
    return { text, parsed: bundle.parse(JSON.parse(text)) };
  };

  it('hold how it was set up, how it is, what it ran and what the log says of it', async () => {
    const id = await connectGithub();
    await github.fail({ status: 422, body: { message: 'Validation Failed' } });
    const error: unknown = await engine
      .run({ connection: id, operation: 'listRepositories', input: {} })
      .catch((thrown: unknown) => thrown);
    const { correlationId } = error as IntegrationError;
    logger.info('call_failed', { path: 'github.listRepositories', correlationId: correlationId ?? '', category: 'validation_error' });
    logger.info('call_failed', { path: 'filesystem.read', correlationId: 'of another', category: 'not_found' });
    logger.info('health_changed', { connection: id, from: 'healthy', to: 'unhealthy' });
    const { text, parsed } = await saved(id);
    expect(parsed).toMatchObject({
      format: 1,
      application: { version: '1.2.3' },
      store: { files: { 'wiz.db': 4096 } },
      connection: { id, integration: 'github', config: { baseUrl: github.url }, secrets: { set: ['token'], storage: 'keychain' } },
      state: { connection: id, circuit: { at: 'closed' } },
      metrics: { total: { calls: 1 } },
      runs: [{ correlationId, operation: 'listRepositories', state: 'failed', category: 'validation_error' }],
      log: [{ event: 'call_failed', correlationId }, { event: 'health_changed' }],
    });
    expect(text.split('\n').length).toBeGreaterThan(50);
    expect(asked).toEqual([expect.stringMatching(/^project-wiz-github-\d{4}-\d\d-\d\d\.json$/)]);
  });

  it('hold what the log says of the process that all connections share, and nothing of it about another one', async () => {
    const id = await connectGithub();
    logger.error('exit_refused', { call: 'exit', stack: '    at rogue (rogue.ts:1:2)' });
    for (const connection of [undefined, 'another', id]) logger.error('main_blocked', { silentMs: 6000, cpuMs: 5000, connection });
    const { log } = (await saved(id)).parsed;
    expect(log).toEqual([
      expect.objectContaining({ event: 'exit_refused', call: 'exit', stack: ['rogue (rogue.ts:1:2)'] }),
      expect.not.objectContaining({ connection: expect.anything() as unknown }),
      expect.objectContaining({ event: 'main_blocked', silentMs: 6000, connection: id }),
    ]);
  });

  it('hold no secret, no account, no label, no home folder, nothing that the contract keeps to itself, and no result', async () => {
    const id = await connectGithub();
    const { label, account } = await engine.connections.update(id, { label: 'My dear desk' });
    for (const message of [`Bad token ${token}`, `octocat ${folder} My dear desk`]) {
      await github.fail({ status: 400, body: { message } });
      await engine.run({ connection: id, operation: 'listRepositories', input: {}, force: true }).catch(() => undefined);
    }
    await engine.run({ connection: id, operation: 'listRepositories', input: {}, force: true });
    const { text, parsed } = await saved(id);
    expect(parsed.runs).toHaveLength(3);
    for (const hidden of ['CANARY', 'Zq9w', label, account, folder, 'Hello-World']) expect(text).not.toContain(hidden);

    const files = await connectFolder();
    const write = { path: 'letter.txt', text: 'CANARY, the letter to my doctor' };
    await engine.run({ connection: files, operation: 'write', input: write });
    const [run] = (await engine.runs.list({ connection: files })).items;
    expect(run?.sentence).toContain('Saved');
    const other = await saved(files);
    expect(other.parsed.runs).toMatchObject([{ operation: 'write', input: { path: 'letter.txt', text: '[left out]' } }]);
    for (const hidden of ['CANARY', 'doctor', 'Saved', folder]) expect(other.text).not.toContain(hidden);
  });

  it('are described before they are saved, in counts that are right', async () => {
    const id = await connectGithub();
    await engine.run({ connection: id, operation: 'listRepositories', input: {} });
    const { holds, leavesOut } = await made.previewDiagnostics(id);
    expect(holds.map(({ title }) => title)).toEqual(['Application', 'Connection', 'How it is doing', '1 run', '0 lines of the log']);
    expect(leavesOut).toHaveLength(3);
  });

  it('are made of a connection that is switched off or whose keychain does not open, and say what is missing', async () => {
    const id = await connectGithub();
    await engine.connections.update(id, { enabled: false });
    expect((await saved(id)).parsed).toMatchObject({ metrics: { missing: { category: 'configuration_error' } } });
  });

  it('are not written when the person changes their mind', async () => {
    const id = await connectGithub();
    place = undefined;
    expect(await made.saveDiagnostics(id)).toEqual({ path: null });
  });

  it('are whole or not there, and a place that takes no file is told in a sentence', async () => {
    const id = await connectGithub();
    place = path.join(folder, 'taken');
    mkdirSync(path.join(place, 'x'), { recursive: true });
    const refused: unknown = await made.saveDiagnostics(id).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ category: 'storage_error' });
    expect(String(refused)).toMatch(/“taken” was not saved\. .+ Choose another place\.$/);
    expect(readdirSync(folder).filter((name) => name.startsWith('taken'))).toEqual(['taken']);
    writeFileSync(path.join(folder, 'file'), '');
    place = path.join(folder, 'file', 'bundle.json');
    await expect(made.saveDiagnostics(id)).rejects.toMatchObject({ category: 'storage_error' });
  });

  it('are refused for a connection that is not there', async () => {
    await expect(made.previewDiagnostics(ConnectionId.parse('gone'))).rejects.toMatchObject({ category: 'not_found' });
  });
});
