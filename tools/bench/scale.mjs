// What a workspace of many integrations costs: `npm run bench:scale`, or `npm run bench:scale -- 10 50` for other sizes.
// In a scratch copy it grows the workspace to so many integrations of twenty operations, and measures at each size: the graph and
// what is affected, everything that a change of one line in one main half runs, the types of the window, and the start.
import { existsSync } from 'node:fs';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { makeScratchCopy } from '../ci/plant/scratch-copy.mjs';
import { ensureElectron } from '../electron/ensure-electron.mjs';
import { readMachine } from '../electron/machine.mjs';
import { handOver, stageApp } from '../electron/stage-app.mjs';
import { withSession } from '../electron/with-session.mjs';
import { buildDesktop } from '../run/build-desktop.mjs';
import { report, row } from '../../libs/core/bench/report.mjs';
import { timeCommand } from './scale/time-command.mjs';
import { startOne } from './start-one.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 30, 50, 100];
const rounds = Math.max(5, Number(process.env['WIZ_ROUNDS'] ?? 11));
if (sizes.some((size) => !Number.isInteger(size) || size < 3)) {
  console.error('Sizes are whole numbers of integrations, at least 3.');
  process.exit(2);
}
const machine = readMachine();
const electron = await ensureElectron(root, machine, console.log);
/** @type {import('../../libs/core/bench/report.mjs').Row[]} */
const rows = [];

process.exitCode = await withSession(machine, electron, async (session, signal) => {
  const few = await staged(session, await buildDesktop(root, machine.env, electron.buildTarget, signal), 'few');
  const copy = await makeScratchCopy(root);
  try {
    await writeFile(path.join(copy.folder, '.wiz-scratch'), '');
    for (const size of sizes) await measure(session, copy.folder, size, few, signal);
  } finally {
    await copy.remove();
    await report(root, 'scale', { node: process.versions.node, electron: `${electron.version} (${electron.kind})` }, rows);
  }
  return 0;
});

/**
 * @typedef {{ binary: string, args: readonly string[], data: string }} Side
 * @param {import('../electron/session.mjs').Session} session
 * @param {string} folder
 * @param {number} size
 * @param {Side} few the application as it is now
 * @param {AbortSignal} signal
 */
async function measure(session, folder, size, few, signal) {
  const node = path.join(folder, 'node_modules', '.bin');
  const own = Object.entries(machine.env).filter(([name]) => !name.startsWith('NX_') && !name.startsWith('npm_'));
  const env = {
    ...Object.fromEntries(own),
    PATH: [node, machine.env['PATH']].join(path.delimiter),
    NX_DAEMON: 'false',
    WIZ_BUILD_TARGET: electron.buildTarget,
  };
  const run = (/** @type {readonly string[]} */ args) => timeCommand(process.execPath, args, { cwd: folder, env, signal });
  const nx = path.join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const note = (/** @type {string} */ name, /** @type {number} */ seconds, /** @type {number} */ goal = Number.NaN) => {
    console.log(`${String(size)} integrations: ${name} ${seconds.toFixed(1)} s`);
    const judged = Number.isNaN(goal)
      ? {}
      : { goal: `< ${String(goal)} s`, meets: (/** @type {{ median: number }} */ { median }) => median < goal };
    rows.push(row({ name: `${String(size)}: ${name}`, unit: 's', samples: [seconds], ...judged }));
  };

  await run(['tools/nx-plugin/src/testing/grow.mjs', String(size)]);
  for (const script of ['tools/registries/write.mjs', 'tools/contracts/write.mjs', 'tools/docs/write-pages.mjs']) await run([script]);

  await rm(path.join(folder, '.nx'), { recursive: true, force: true });
  await mkdir(path.join(folder, 'dist'), { recursive: true });
  note('the graph, nothing cached', (await run([nx, 'graph', '--file=dist/graph.json'])).seconds);
  note('the graph again', (await run([nx, 'graph', '--file=dist/graph.json'])).seconds);
  const changed = 'libs/integrations/scale-000/main/src/client.ts';
  note('what one line affects', (await run(['tools/ci.mjs', '--plan', '--files', changed])).seconds);

  await appendFile(path.join(folder, changed), `// Changed at ${String(size)}.\n`);
  note(
    'a line in a main half: everything but end-to-end tests',
    (await run(['tools/ci.mjs', '--without-e2e', '--files', changed])).seconds,
    60,
  );
  const tested = 'libs/integrations/filesystem/main/src/verify.ts';
  await appendFile(path.join(folder, tested), `// Changed at ${String(size)}.\n`);
  note('a line in a main half: everything', (await run(['tools/ci.mjs', '--files', tested])).seconds, 180);

  const types = ['-p', 'apps/desktop/tsconfig.renderer.json', '--noEmit', '--extendedDiagnostics'];
  note('types of the window', (await run([path.join('node_modules', 'typescript-native', 'bin', 'tsc'), ...types])).seconds, 10);
  const old = await run([path.join('node_modules', 'typescript', 'bin', 'tsc'), ...types]);
  note('types of the window, TypeScript 6', old.seconds, 10);
  const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(old.said)?.[1]);
  console.log(`${String(size)} integrations: ${String(instantiations)} instantiations`);
  rows.push(row({ name: `${String(size)}: types of the window`, unit: 'instantiations', samples: [instantiations] }));

  const many = await staged(session, path.join(folder, 'dist', 'apps', 'desktop'), `many-${String(size)}`);
  const samples = { few: /** @type {number[]} */ ([]), many: /** @type {number[]} */ ([]) };
  const sides = { few, many };
  for (const side of /** @type {const} */ (['few', 'many'])) await (await startOne(sides[side], session.env, signal)).close();
  for (let round = 0; round < rounds && !signal.aborted; round += 1) {
    for (const side of round % 2 === 0 ? /** @type {const} */ (['few', 'many']) : /** @type {const} */ (['many', 'few'])) {
      const running = await startOne(sides[side], session.env, signal);
      samples[side].push(running.tookMs);
      await running.close();
    }
  }
  rows.push(
    row({
      name: `${String(size)}: process to answered click`,
      unit: 'ms',
      samples: samples.many,
      peer: { name: 'as it is now', samples: samples.few },
      goal: 'within 10 %',
      meets: ({ ratio }) => ratio <= 1.1,
    }),
  );
}

/**
 * @param {import('../electron/session.mjs').Session} session
 * @param {string} built
 * @param {string} name
 * @returns {Promise<Side>}
 */
async function staged(session, built, name) {
  if (!existsSync(path.join(built, 'package.json'))) throw new Error(`${built} holds no built application.`);
  const data = path.join(session.workFolder, 'data', name);
  await mkdir(data, { recursive: true });
  if (session.user !== undefined) await handOver(data, session.user);
  return { binary: session.executable, args: [await stageApp(session, built)], data };
}
