import process from 'node:process';
import { runQuietly } from '../../run/run-quietly.mjs';
import { isPlanned } from './is-planned.mjs';
import { whilePlanted } from './planted.mjs';
import { copyEnv, runCatcher } from './run-catcher.mjs';

/**
 * Sees what catches a bug green without it, red with it, and in the plan that `tools/ci.mjs` makes for its file.
 * @param {string} folder a copy of the workspace
 * @param {import('../planted-bugs.mjs').PlantedBug} bug
 * @param {Map<string, boolean>} seenGreen what was seen without any bug; added to
 * @param {AbortSignal} signal
 * @returns {Promise<{ caught: boolean, planned: boolean, red: boolean, named: boolean, greenWithout: boolean, remarks: readonly string[] }>}
 */
export async function plantOne(folder, bug, seenGreen, signal) {
  const key = JSON.stringify(bug.caughtBy);
  const clean = seenGreen.has(key) ? undefined : await runCatcher(folder, bug, signal);
  const greenWithout = seenGreen.get(key) ?? clean?.red === false;
  seenGreen.set(key, greenWithout);
  return whilePlanted(folder, bug, async () => {
    const { code, said } = await runQuietly(process.execPath, ['tools/ci.mjs', '--plan', '--files', bug.file], {
      cwd: folder,
      env: copyEnv(folder),
      signal,
    });
    const planned = code === 0 && isPlanned(JSON.parse(said.slice(said.indexOf('{'))), bug.caughtBy);
    const broken = await runCatcher(folder, bug, signal);
    const { red, named } = broken;
    const remarks = [
      ...(greenWithout ? [] : [`It is red without the bug as well:\n${end(clean?.said)}`]),
      ...(planned ? [] : [`tools/ci.mjs would not run it: ${code === 0 ? said.replace(/\s+/g, ' ') : end(said)}`]),
      ...(red ? [] : ['Nothing turned red.']),
      ...(red && !named ? [`Something else turned red:\n${end(broken.said)}`] : []),
    ];
    return { caught: greenWithout && planned && red && named, planned, red, named, greenWithout, remarks };
  });
}

/** @param {string | undefined} said */
const end = (said) => (said ?? '').trim().slice(-1500);
