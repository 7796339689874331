import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const module = pathToFileURL(path.join(import.meta.dirname, 'end-after.mjs')).href;
/** Has files to take away, and a library that would end it at once. */
const program = `
  import { rm } from 'node:fs/promises';
  import { endAfter } from ${JSON.stringify(module)};
  const take = endAfter(() => rm(process.argv[2]), 60_000);
  process.on('SIGTERM', () => process.exit(143));
  process.on('SIGINT', () => process.exit(130));
  take();
  process.on('message', () => process.send('still here'));
  process.send('ready');`;

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wiz-end-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function start() {
  const [script, kept] = [path.join(folder, 'program.mjs'), path.join(folder, 'kept')];
  await writeFile(script, program);
  await writeFile(kept, '');
  const child = fork(script, [kept]);
  const ended = once(child, 'exit');
  await once(child, 'message');
  return { child, ended, kept };
}

it('takes its files away before it ends, when its parent has let go of it', async () => {
  const { child, ended, kept } = await start();
  child.disconnect();
  expect(await ended).toEqual([0, null]);
  expect(existsSync(kept)).toBe(false);
});

// Windows has no signals: a process that is told to end is ended.
it.skipIf(process.platform === 'win32')('takes its files away before it ends, when it is told to', async () => {
  const { child, ended, kept } = await start();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(existsSync(kept)).toBe(false);
});

it.skipIf(process.platform === 'win32')('leaves an interrupt to its parent', async () => {
  const { child, ended, kept } = await start();
  child.kill('SIGINT');
  const answer = once(child, 'message');
  child.send('there?');
  expect(await answer).toEqual(['still here', undefined]);
  expect(existsSync(kept)).toBe(true);
  child.disconnect();
  await ended;
});
