import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ManualClock } from '@wiz/core/testing';
import { createEngine, type Engine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import type { ConnectionId, RunId } from '@wiz/engine/types';
import { startGithubStandIn, type GithubStandIn } from '@wiz/integration-github/testing';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { nodeTransport } from '@wiz/integration-kit/main';
import { contractOf, contracts } from '@wiz/ipc-contract';
import type { AppFacade } from '@wiz/ipc-contract/main';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { implementations } from '../implementations.ts';
import { fileLogger, type FileLogger } from '../log/file-logger.ts';
import { systemRandom } from '../system-random.ts';
import { reports } from './reports.ts';

const token = `ghp_CANARY${'0'.repeat(26)}Zq9w`;

describe('a report to the owner', () => {
  let folder: string;
  let github: GithubStandIn;
  let engine: Engine;
  let place: string | undefined;
  let opened: string[];
  let browser: () => Promise<void>;
  let contract: (id: string) => AnyContract | undefined;
  let made: Pick<AppFacade, 'previewReport' | 'readReport' | 'makeReport'>;
  let logger: FileLogger;
  let log: () => Promise<string>;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-reports-'));
    place = path.join(folder, 'given.json');
    [opened, browser, contract] = [[], () => Promise.resolve(), contractOf];
    github = await startGithubStandIn({ tokens: { [token]: { login: 'octocat', id: 1 } } });
    const clock = new ManualClock();
    const file = path.join(folder, 'a.log');
    logger = fileLogger({ file, home: folder, now: () => clock.wallNow() });
    log = async () => {
      await logger.flush();
      return readFileSync(file, 'utf8');
    };
    let ids = 0;
    engine = await createEngine({
      ...{ contracts: { ...contracts }, implementations, store: new MemoryStore(), vault: new MemoryVault(), clock, random: systemRandom },
      host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
      transportFor: () => nodeTransport(),
      newId: () => `0f3c2b1a-1111-4222-8333-${String((ids += 1)).padStart(12, '0')}`,
      logger: logger.port,
    });
    made = reports({
      sources: {
        engine: () => Promise.resolve(engine),
        contractOf: (id) => contract(id),
        governor: () => Promise.resolve({}),
        application: () => Promise.resolve({ version: '1.2.3', platform: 'linux' }),
        store: () => Promise.resolve({ notices: [], files: {} }),
        logFiles: logger.files,
        ...{ clock, home: folder, user: 'somebody' },
      },
      askWhere: () => Promise.resolve(place),
      openExternal: (url) => {
        opened.push(url);
        return browser();
      },
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

  const failedRun = async (): Promise<{ readonly id: ConnectionId; readonly run: RunId }> => {
    const { id } = await engine.connections.add({
      integration: 'github',
      label: 'My desk',
      config: { baseUrl: github.url },
      secrets: { token },
    });
    await github.fail({ status: 422, body: { message: `Not with ${token}` } });
    const input = { query: 'my-secret-project' };
    await engine.run({ connection: id, operation: 'searchRepositories', input }).catch(() => undefined);
    const run = (await engine.runs.list({ connection: id })).items[0]?.id;
    if (run === undefined) throw new Error('Nothing was run.');
    return { id, run };
  };
  const privateWords = ['CANARY', 'octocat', 'my-secret-project', 'My desk', 'somebody', 'Not with'];

  it('says before it is made what is filled in, where, and what the file holds', async () => {
    const target = await failedRun();
    const { correlationId } = await engine.runs.get(target.run);
    const preview = await made.previewReport(target);
    expect(preview).toMatchObject({
      integration: 'GitHub',
      owner: '@wiz/github',
      title: 'GitHub: searchRepositories failed (validation_error)',
    });
    expect(preview.facts).toContainEqual({ name: 'Reference', value: correlationId });
    expect(preview.to?.place).toBe('project-wiz.example/issues/new');
    expect(preview.bundle.holds.map(({ title }) => title)).toContain('1 run');
    for (const word of privateWords) expect(decodeURIComponent(JSON.stringify(preview))).not.toContain(word);
    expect(opened).toEqual([]);
    // The window knows a run that has just failed by its correlation id; what never became a run has only that.
    expect(await made.previewReport({ id: target.id, reference: correlationId })).toEqual(preview);
    const { title, facts } = await made.previewReport({ id: target.id, reference: 'of-no-run' });
    expect(title).toBe('GitHub: a problem with a connection');
    expect(facts).toContainEqual({ name: 'Reference', value: 'of-no-run' });
  });

  it('writes the file first, then opens the address that was shown, and neither holds anything private', async () => {
    const target = await failedRun();
    const { to } = await made.previewReport(target);
    expect(await made.makeReport(target)).toEqual({ path: place, opened: true });
    expect(opened).toEqual([to?.address]);
    const text = readFileSync(place ?? '', 'utf8');
    const shown = await made.readReport(target.id);
    expect(shown.cut).toBe(0);
    expect(JSON.parse(shown.text)).toMatchObject({ runs: [{ operation: 'searchRepositories' }] });
    for (const word of ['CANARY', 'octocat', 'My desk', 'somebody']) expect(text + shown.text).not.toContain(word);
    for (const word of privateWords) expect(decodeURIComponent(opened.join())).not.toContain(word);
    expect(await log()).toContain('"report_made"');
  });

  it('opens nothing when the person changes their mind, or when the file cannot be written', async () => {
    const target = await failedRun();
    place = undefined;
    expect(await made.makeReport(target)).toEqual({ path: null, opened: false });
    place = folder;
    await expect(made.makeReport(target)).rejects.toMatchObject({ category: 'storage_error' });
    expect(opened).toEqual([]);
  });

  it('keeps the file where the browser does not open, and says so', async () => {
    const target = await failedRun();
    browser = () => Promise.reject(new Error('no browser'));
    expect(await made.makeReport(target)).toEqual({ path: place, opened: false });
  });

  it('is a file only where the owner has no address', async () => {
    const target = await failedRun();
    contract = (id) => {
      const { reports: _, ...silent } = contractOf(id) ?? {};
      return silent as AnyContract;
    };
    expect(await made.previewReport(target)).toMatchObject({ owner: '@wiz/github', to: null });
    expect(await made.makeReport(target)).toEqual({ path: place, opened: false });
    expect(opened).toEqual([]);
  });

  it('is refused for a run of another connection', async () => {
    const { run } = await failedRun();
    const other = await engine.connections.add({ integration: 'filesystem', config: { root: folder } });
    for (const ask of [made.previewReport, made.makeReport])
      await expect(ask({ id: other.id, run })).rejects.toMatchObject({ category: 'not_found' });
    expect(opened).toEqual([]);
  });
});
