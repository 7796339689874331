// How long the packaged application takes from its process to a click that is answered, and what it costs when nobody
// looks; beside the same packaged binary with one window and one button. `npm run bench:start`, after `npm run package`.
// Linux only: it reads /proc and needs a display of its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureElectron } from '../electron/ensure-electron.mjs';
import { readMachine } from '../electron/machine.mjs';
import { handOver } from '../electron/stage-app.mjs';
import { withSession } from '../electron/with-session.mjs';
import { desktopScript } from '../package/desktop-script.mjs';
import { electronFolder, packageFolder, packedApp } from '../package/packed-app.mjs';
import { stagePackage } from '../package/stage-package.mjs';
import { cpuSeconds, pssMegabytes } from './process-tree.mjs';
import { startOne } from './start-one.mjs';
import { report, row } from '../../libs/core/bench/report.mjs';

const rounds = Math.max(15, Number(process.env['WIZ_ROUNDS'] ?? 21));
const idleSeconds = Number(process.env['WIZ_IDLE_SECONDS'] ?? 60);
const root = path.resolve(import.meta.dirname, '..', '..');
const machine = readMachine();
const electron = await ensureElectron(root, machine, console.log);
const { folder, executable } = packedApp(machine.platform, machine.arch);
const packed = path.join(packageFolder(root, electron.kind), folder);
if (machine.platform !== 'linux' || !existsSync(path.join(packed, executable))) {
  console.error(
    machine.platform === 'linux'
      ? `There is no packaged application in ${packed}. Run npm run package first.`
      : 'This benchmark runs on Linux only.',
  );
  process.exit(1);
}

process.exitCode = await withSession(machine, electron, async (session, signal) => {
  const empty = path.join(root, 'dist', 'bench', 'empty-window');
  await rm(empty, { recursive: true, force: true });
  await cp(path.join(root, 'apps', 'desktop', 'bench', 'empty-window'), path.join(empty, 'app'), { recursive: true });
  const order = {
    app: path.join(empty, 'app'),
    output: path.join(empty, 'packed'),
    electron: electronFolder(electron.executable, machine.platform),
    version: electron.version,
    targets: ['dir'],
  };
  const { code, said } = await desktopScript(root, 'pack.mjs', [JSON.stringify(order)], signal);
  if (code !== 0) throw new Error(said);

  /** @type {Record<'ours' | 'empty', { binary: string, data: string }>} */
  const sides = {
    ours: {
      binary: await stagePackage(session, electron, packed, executable, 'ours'),
      data: path.join(session.workFolder, 'data', 'ours'),
    },
    empty: {
      binary: await stagePackage(session, electron, path.join(order.output, folder), executable, 'empty'),
      data: path.join(session.workFolder, 'data', 'empty'),
    },
  };
  for (const { data } of Object.values(sides)) {
    await mkdir(data, { recursive: true });
    if (session.user !== undefined) await handOver(data, session.user);
  }
  const start = (/** @type {'ours' | 'empty'} */ side) => startOne(sides[side], session.env, signal);

  // Disk warm, first-run files written.
  for (const side of /** @type {const} */ (['ours', 'empty'])) await (await start(side)).close();
  const samples = { ours: /** @type {number[]} */ ([]), empty: /** @type {number[]} */ ([]) };
  for (let round = 0; round < rounds && !signal.aborted; round += 1) {
    // Who goes first alternates, so that neither always follows the other.
    for (const side of round % 2 === 0 ? /** @type {const} */ (['ours', 'empty']) : /** @type {const} */ (['empty', 'ours'])) {
      const running = await start(side);
      samples[side].push(running.tookMs);
      await running.close();
    }
  }

  const idle = { ours: await idleCost(await start('ours'), session.env), empty: await idleCost(await start('empty'), session.env) };
  const hidden = idle.ours.hidden ? 'hidden' : 'visible (no xdotool to hide it)';
  await report(root, 'start', { electron: `${electron.version} (${electron.kind})` }, [
    row({
      name: 'process to answered click',
      unit: 'ms',
      samples: samples.ours,
      peer: { name: 'one window, one button', samples: samples.empty },
      goal: '≤ 1.6 ×, never above 2 ×',
      meets: ({ ratio }) => ratio <= 1.6,
    }),
    row({
      name: `idle for ${String(idleSeconds)} s, ${hidden}: processor`,
      unit: '% of a core',
      samples: [idle.ours.cpuPercent],
      peer: { name: 'the same', samples: [idle.empty.cpuPercent] },
      goal: '≤ 0.5 %',
      meets: ({ median }) => median <= 0.5,
    }),
    row({
      name: `idle, ${hidden}: memory after a collection`,
      unit: 'MB PSS',
      samples: [idle.ours.megabytes],
      peer: { name: 'the same', samples: [idle.empty.megabytes] },
      goal: '≤ 60 MB more',
      meets: ({ excess }) => excess <= 60,
    }),
  ]);
  return 0;
});

/**
 * What a running side costs while nothing happens, and ends it.
 * @param {import('./start-one.mjs').Running} running
 * @param {NodeJS.ProcessEnv} env
 */
async function idleCost({ pid, page, close }, env) {
  // Without a window manager nothing minimises a window; unmapping it is what minimising does in X11.
  const found = spawnSync('xdotool', ['search', '--onlyvisible', '--name', '.'], { env, encoding: 'utf8' });
  const windows = found.status === 0 ? found.stdout.trim().split('\n') : [];
  for (const window of windows) spawnSync('xdotool', ['windowunmap', window], { env });
  await sleep(5000);
  const before = await cpuSeconds(pid);
  await sleep(idleSeconds * 1000);
  const cpuPercent = (((await cpuSeconds(pid)) - before) / idleSeconds) * 100;
  await page.send('HeapProfiler.collectGarbage');
  await sleep(1000);
  const megabytes = await pssMegabytes(pid);
  await close();
  return { cpuPercent, megabytes, hidden: windows.length > 0 };
}
