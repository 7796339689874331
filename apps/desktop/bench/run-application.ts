// Starts the application that `call-build.ts` has built, from a benchmark in Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Which Electron it is: the official one or the tests' stand-in. */
export const electronKind = process.env['WIZ_ELECTRON'] ?? '';

/**
 * Runs it over data of its own until it has measured.
 *
 * @param name of the benchmark, as in `npm run bench:<name>`
 * @param order what `measureInApplication` is given
 * @returns what it wrote down
 */
export async function runApplication<Results>(name: string, order: object): Promise<Results> {
  const { WIZ_EXECUTABLE: executable, WIZ_APP: app, WIZ_WORK: work, WIZ_UID: uid, WIZ_GID: gid } = process.env;
  if (executable === undefined || app === undefined || work === undefined)
    throw new Error(`Run npm run bench:${name}: it opens the desktop session that this needs.`);
  const folder = path.join(work, `bench-${name}`);
  const userData = path.join(folder, 'data');
  await mkdir(userData, { recursive: true });
  if (uid !== undefined && gid !== undefined) for (const made of [folder, userData]) await chown(made, Number(uid), Number(gid));
  const results = path.join(folder, 'results.json');
  const child = spawn(executable, [app], {
    env: { ...process.env, WIZ_USER_DATA: userData, WIZ_BENCH: JSON.stringify({ ...order, results }) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The application ended with ${String(code)}.`);
  return JSON.parse(await readFile(results, 'utf8')) as Results;
}
