// The main process of the benchmark: our guard and router over a contract of its own, with an engine and the real store behind
// half of it, and Electron's own `invoke` beside them.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { systemClock } from '@wiz/core';
import { createEngine, type Engine, type Logger } from '@wiz/engine';
import { MemoryVault } from '@wiz/engine/testing';
import { RunId, type Answer, type ConnectionId, type RunRequest, type StreamEvent } from '@wiz/engine/types';
import { parse } from '@wiz/integration-kit/contract';
import { implement } from '@wiz/integration-kit/main';
import { buildRouter, createIpcGuard, type EngineFacade } from '@wiz/ipc-contract/main';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { appOrigin, appScheme, appUrl } from '../../src/main/protocol/origin.ts';
import { serveApp } from '../../src/main/protocol/serve-app.ts';
import { webPreferences } from '../../src/main/security/web-preferences.ts';
import { openWorkerStore } from '../../src/main/store/worker-store.ts';
import { bench } from './contract.ts';
import { watchLoop, type Standstill } from './loop-watch.ts';
import { longText, manyRows, small } from './things.ts';

/** Each has four slots and a queue of a thousand; together they take 5 000 calls at once. */
const connectionCount = 5;
const megabytes = 50;

let rowsGivenUp = 0;
const logger: Logger = {
  info: () => undefined,
  error: (event, facts) => {
    // The journal of a benchmark may lose rows when thousands come at once; it is told in one line at the end.
    if (event === 'run_given_up') rowsGivenUp += 1;
    else console.error(event, facts);
  },
};
const folder = app.getAppPath();
const work = process.env['WIZ_BENCH_FOLDER'] ?? app.getPath('temp');
app.setPath('userData', path.join(work, 'user-data'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

/** Made when they are first asked for: what comes before shall not share its heap with them. */
const large = { rows: once(() => manyRows(megabytes)), text: once(() => longText(megabytes)) };

const integration = implement(bench, {
  connect: ({ config }) => config,
  verify: ({ client: { name } }) => Promise.resolve({ account: name, label: name }),
  handlers: {
    echo: (input) => Promise.resolve(input),
    governedEcho: (input) => Promise.resolve(input),
    feed: () => Promise.resolve({}),
    governedFeed: async ({ events }, { chunk }) => {
      for (let at = 0; at < events; at += 1) await chunk(small(at));
      return {};
    },
    rows: () => Promise.resolve(large.rows()),
    text: () => Promise.resolve(large.text()),
  },
  previews: {},
});

/** The engine, with operations that are not its own answered in its stead. */
function facade(engine: Engine): EngineFacade {
  const answer = (data: unknown): Answer<unknown> => ({
    data,
    asOf: 1_700_000_000_000,
    cached: false,
    stale: false,
    attempts: 1,
    runId: RunId.parse('run-of-the-bench'),
  });
  return {
    ...engine,
    run: (request: RunRequest) => {
      if (request.operation.startsWith('governed')) return engine.run(request);
      if (request.operation === 'rows' || request.operation === 'text') return Promise.resolve(answer(large[request.operation]()));
      return Promise.resolve(
        answer(parse(bench.operations.echo.input, request.input, 'validation_error', 'The request was not as expected.')),
      );
    },
    stream: (request: RunRequest) => {
      if (request.operation.startsWith('governed')) return engine.stream(request);
      return feed(parse(bench.operations.feed.input, request.input, 'validation_error', 'The request was not as expected.').events);
    },
  };
}

async function* feed(events: number): AsyncGenerator<StreamEvent<unknown, unknown>, void> {
  for (let at = 0; at < events; at += 1) yield await Promise.resolve({ type: 'chunk', chunk: small(at) });
}

async function run(): Promise<void> {
  const store = openWorkerStore({ script: path.join(folder, 'main', 'store-worker.cjs'), file: path.join(work, 'bench.db'), logger });
  const engine = await createEngine({
    contracts: { bench },
    implementations: { bench: () => Promise.resolve(integration) },
    store: store.store,
    vault: new MemoryVault(),
    host: { trash: () => Promise.resolve(), userAgent: 'bench' },
    transportFor: () => ({ send: () => Promise.reject(new TypeError('There is no network here.')), close: () => Promise.resolve() }),
    clock: systemClock(),
    random: Math.random,
    newId: randomUUID,
    logger,
  });
  const connections: ConnectionId[] = [];
  for (let at = 0; at < connectionCount; at += 1) {
    const { id } = await engine.connections.add({ integration: 'bench', config: { name: `account-${String(at)}` } });
    connections.push(id);
  }
  const guard = createIpcGuard({
    router: buildRouter({ bench }, { engine: () => Promise.resolve(facade(engine)), app: nothing, logger }),
    origin: appOrigin,
    logger,
    clock: systemClock(),
    // Lifted for round after round of 5 000 at once; see the name of the row.
    maxOpenCalls: 10_000,
    callRate: { perSecond: 1e6, burst: 1e6 },
  });

  let watched: (() => Standstill) | undefined;
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('rows', () => large.rows());
  ipcMain.handle('text', () => large.text());
  ipcMain.handle('connections', () => connections);
  ipcMain.handle('watch main', () => {
    watched = watchLoop();
  });
  ipcMain.handle('main stood still', () => watched?.());
  ipcMain.handle('main blocks', (_event, ms: number) => {
    for (const until = performance.now() + ms; performance.now() < until;);
  });
  ipcMain.handle('over', async (_event, results: unknown) => {
    await writeFile(path.join(work, 'results.json'), JSON.stringify({ electron: process.versions.electron, rowsGivenUp, results }));
    guard.dispose();
    await engine.dispose();
    await store.close();
    app.quit();
  });
  session.defaultSession.protocol.handle(appScheme, serveApp(path.join(folder, 'renderer')));
  const window = new BrowserWindow({
    width: 600,
    height: 400,
    webPreferences: { ...webPreferences(path.join(folder, 'preload', 'preload.cjs'), false), backgroundThrottling: false },
  });
  window.webContents.on('console-message', (_event, _level, message) => {
    console.log(message);
  });
  window.webContents.once('render-process-gone', (_event, { reason }) => {
    console.error(`The page has ended: ${reason}`);
    app.exit(1);
  });
  guard.admit(window);
  await window.loadURL(`${appUrl}?${process.env['WIZ_BENCH_PLAN'] ?? ''}`);
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** No procedure of the application itself is asked for anything here. */
const nothing = {
  info: () => Promise.reject(new TypeError('not part of the benchmark')),
  pickFolder: () => Promise.resolve({ path: null }),
  openExternal: () => Promise.resolve(),
  openDataFolder: () => Promise.resolve(),
  log: () => undefined,
  previewDiagnostics: () => Promise.resolve({ holds: [], leavesOut: [] }),
  saveDiagnostics: () => Promise.resolve({ path: null }),
  previewReport: () => Promise.reject(new TypeError('not asked here')),
  readReport: () => Promise.resolve({ text: '', cut: 0 }),
  makeReport: () => Promise.resolve({ path: null, opened: false }),
};

void app
  .whenReady()
  .then(run)
  .catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
