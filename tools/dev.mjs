// `npm run dev`: builds on every save; a changed window loads itself anew, a changed main or preload starts the application anew.
// What stands in for the systems runs beside it, and the window offers to connect it. Arguments go to Electron. Its data lies
// apart from the user's own and from other clones', and one at a time may use it.
import path from 'node:path';
import process from 'node:process';
import { ensureElectron } from './electron/ensure-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { handOver, stageApp } from './electron/stage-app.mjs';
import { withSession } from './electron/with-session.mjs';
import { electronProcess } from './dev/electron-process.mjs';
import { writeHandOver } from './dev/hand-over-file.mjs';
import { mirror } from './dev/mirror.mjs';
import { onStandInChange } from './dev/stand-in-changes.mjs';
import { standInLines, startStandIns } from './dev/stand-ins.mjs';
import { devDataFolder, lockFolder } from './dev/workspace-lock.mjs';
import { desktopFolder } from './run/build-desktop.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = desktopFolder(root);

const machine = readMachine();
const data = devDataFolder(machine.cache, root);
// Before anything is started: what is started truncates files that another one may be using.
const lock = await lockFolder(data);
if (lock.taken) {
  try {
    process.exitCode = await run();
  } finally {
    lock.release();
  }
} else {
  console.error(
    `This workspace’s “npm run dev” runs already${lock.by === undefined ? '' : ` (process ${String(lock.by)})`}. End it first, or set WIZ_CACHE to another folder.`,
  );
  process.exitCode = 1;
}

/** @returns {Promise<number>} the exit code */
async function run() {
  const electron = await ensureElectron(root, machine, console.log);
  // Read by the build's settings when they are loaded, hence before them.
  process.env['WIZ_BUILD_TARGET'] = electron.buildTarget;
  return withSession(machine, electron, developBesideStandIns);
}

/**
 * @param {import('./electron/session.mjs').Session} session
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
async function developBesideStandIns(session, signal) {
  const { standIns, failed, pid, ended, stop } = await startStandIns(root, path.join(data, 'stand-ins'));
  const watching = new AbortController();
  try {
    console.log(
      [`Stand-ins, for “Use the stand-in” in the window (process ${String(pid)}):`, ...standInLines(standIns, failed)].join('\n'),
    );
    void ended.then(() =>
      console.error('The stand-ins have ended: calls to them fail from now on. Start “npm run dev” again to have them back.'),
    );
    onStandInChange(root, watching.signal, (id) =>
      console.log(`The stand-in of ${id} has changed, and runs as it was: start “npm run dev” again to have the change.`),
    );
    return await develop(session, signal, standIns);
  } finally {
    watching.abort();
    // They take their own files away, and need this process until they have.
    await stop();
  }
}

/**
 * @param {import('./electron/session.mjs').Session} session
 * @param {AbortSignal} signal
 * @param {Record<string, import('./dev/stand-ins.mjs').RunningStandIn>} standIns
 * @returns {Promise<number>}
 */
async function develop(session, signal, standIns) {
  const { PARTS, watchPart } = await import('./dev/bundle.mjs');
  const handedOver = path.join(data, 'stand-ins.json');
  if (session.user !== undefined) await handOver(data, session.user);

  /** Never built yet; without them there is no application. @type {Set<string>} */
  const missing = new Set(PARTS);
  /** @type {Set<string>} */
  const building = new Set();
  /** Built, and not shown yet. @type {Set<string>} */
  const built = new Set();
  /** @type {(code: number) => void} */
  let finish = () => undefined;
  const finished = new Promise((/** @type {(code: number) => void} */ resolve) => {
    finish = resolve;
  });
  signal.addEventListener('abort', () => finish(130), { once: true });
  if (signal.aborted) finish(130);

  /** @type {ReturnType<typeof electronProcess> | undefined} */
  let app;
  let staged = folder;
  // One after the other: a second save may come while the first one is still being shown.
  let shown = Promise.resolve();
  // One save may change several parts, a contract all of them: they are shown together, so that there is one start and not two that
  // get in each other's way.
  const show = () => {
    // It is started anew in any case: it ends while the rest is being built.
    if (building.size > 0 && startsAnew(built)) void app?.stop();
    shown = shown.then(async () => {
      if (missing.size > 0 || building.size > 0 || built.size === 0 || signal.aborted) return;
      const parts = [...built];
      built.clear();
      await writeHandOver(handedOver, root, standIns, session.user);
      if (app === undefined) {
        // Run in place where that can be read; as root it is copied and kept up to date.
        if (session.user !== undefined) staged = await stageApp(session, folder);
        const env = { ...session.env, WIZ_DEV: '1', WIZ_USER_DATA: data, WIZ_DEV_STAND_INS: handedOver };
        app = electronProcess({ executable: session.executable, args: [staged, ...process.argv.slice(2)], env, ended: finish });
        return app.restart();
      }
      if (staged !== folder) for (const part of parts) await mirror(path.join(folder, part), path.join(staged, part), session.user);
      if (startsAnew(parts)) await app.restart();
    });
    shown.catch((/** @type {unknown} */ error) => console.error(error));
  };

  const watching = await Promise.all(
    PARTS.map((part) =>
      watchPart(root, part, {
        started: () => building.add(part),
        built: (ms) => {
          console.log(`${part} built in ${ms.toFixed(0)} ms`);
          for (const set of [missing, building]) set.delete(part);
          built.add(part);
          show();
        },
        failed: (error) => {
          console.error(`${part} could not be built: ${error.message}`);
          building.delete(part);
          show();
        },
      }),
    ),
  );
  const code = await finished;
  await Promise.all(watching.map((stop) => stop()));
  await app?.stop();
  return code;
}

/** Whether a change of these parts needs a new process: a window alone loads itself anew. @param {Iterable<string>} parts */
function startsAnew(parts) {
  return Array.from(parts).some((part) => part !== 'renderer');
}
