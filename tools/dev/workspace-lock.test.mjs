import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { devDataFolder, lockFolder } from './workspace-lock.mjs';

const module = pathToFileURL(path.join(import.meta.dirname, 'workspace-lock.mjs')).href;
/** Takes the lock, says what came out, and stays until its input ends. */
const program = `
  import { lockFolder } from ${JSON.stringify(module)};
  console.log(JSON.stringify(await lockFolder(process.argv[1])));
  process.stdin.on('end', () => process.exit()).resume();`;

/** @type {string} */
let folder;
/** @type {{ pid: number | undefined, answer: Promise<unknown>, end: () => Promise<void>, kill: () => Promise<void> }[]} */
let others = [];
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'wiz-lock-')), 'data');
});
afterEach(async () => {
  await Promise.all(others.map(({ end }) => end()));
  others = [];
  await rm(path.dirname(folder), { recursive: true, force: true });
});

/** Another process that asks for the folder. */
function other() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const answer = once(child.stdout.setEncoding('utf8'), 'data').then(
    ([line]) => /** @type {{ taken: boolean }} */ (JSON.parse(String(line))),
  );
  const end = async () => {
    child.stdin.end();
    await ended;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const started = { pid: child.pid, answer, end, kill };
  others.push(started);
  return started;
}

describe('the data folder of npm run dev', () => {
  it('is another one for each clone, and the same each time', () => {
    const [one, two] = ['/work/one', '/work/two'].map((root) => devDataFolder('/cache', root));
    expect(one).not.toBe(two);
    expect(devDataFolder('/cache', '/work/one')).toBe(one);
    expect(path.dirname(one ?? '')).toBe(path.normalize('/cache'));
  });

  it('is held by the one process that took it, until it gives it back', async () => {
    const mine = await lockFolder(folder);
    const refused = other();
    expect(await refused.answer).toEqual({ taken: false, by: process.pid });
    await refused.end();
    // The one that was refused takes nothing along.
    expect(await other().answer).toEqual({ taken: false, by: process.pid });
    if (mine.taken) mine.release();
    expect(await other().answer).toEqual({ taken: true });
  });

  it('is free again when its holder exits', async () => {
    const first = other();
    expect(await first.answer).toEqual({ taken: true });
    expect(await lockFolder(folder)).toEqual({ taken: false, by: first.pid });
    await first.end();
    const mine = await lockFolder(folder);
    expect(mine.taken).toBe(true);
    if (mine.taken) mine.release();
  });

  it('goes to one of several that come when its holder was killed and could tidy nothing up', async () => {
    const first = other();
    await first.answer;
    await first.kill();
    const answers = await Promise.all([other(), other(), other(), other()].map(({ answer }) => answer));
    expect(answers.filter(({ taken }) => taken)).toHaveLength(1);
  });

  it('is held by somebody nameless where nobody has written down who', async () => {
    const mine = await lockFolder(folder);
    await rm(path.join(folder, 'npm-run-dev.pid'));
    expect(await other().answer).toEqual({ taken: false });
    if (mine.taken) mine.release();
  });
});
