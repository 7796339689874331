import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.mjs';
import { wrapperScript } from './wrapper-script.mjs';

// The wrapper exists where there is a POSIX shell; on Windows Electron is started directly.
describe.skipIf(process.platform === 'win32')('the wrapper around Electron', () => {
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "wiz wrapper's-")));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('hands on arguments and variables, sets its own, drops the foreign ones and registers itself', async () => {
    const script = path.join(folder, 'electron');
    const register = path.join(folder, 'processes');
    const text = wrapperScript({
      executable: process.execPath,
      env: { HOME: folder, SAID: 'it’s "$HOME" \\ `x`' },
      without: ['FOREIGN'],
      switches: [
        '-e',
        'console.log(JSON.stringify({ argv: process.argv.slice(1), env: process.env, cwd: process.cwd(), pid: process.pid }))',
        '--',
      ],
      user: undefined,
      cwd: folder,
      register,
    });
    await writeFile(script, text);
    await chmod(script, 0o755);

    const run = await runCommand(script, ['--inspect=0', 'two words', "it's"], {
      env: { PATH: process.env['PATH'], HOME: '/elsewhere', FOREIGN: '1', WIZ_USER_DATA: '/data' },
    });
    expect(run.stderr).toBe('');
    const seen = JSON.parse(run.stdout);
    expect(seen.argv).toEqual(['--inspect=0', 'two words', "it's"]);
    expect(seen.env).toMatchObject({ HOME: folder, SAID: 'it’s "$HOME" \\ `x`', WIZ_USER_DATA: '/data' });
    expect(seen.env).not.toHaveProperty('FOREIGN');
    expect(seen.cwd).toBe(folder);
    expect((await readFile(register, 'utf8')).trim()).toBe(String(seen.pid));
  });

  it('becomes the ordinary user when there is one', () => {
    const text = wrapperScript({
      executable: '/e',
      env: {},
      without: [],
      switches: [],
      user: { uid: 999, gid: 995 },
      cwd: undefined,
      register: undefined,
    });
    expect(text).toContain(`exec setpriv --reuid=999 --regid=995 --clear-groups -- '/e' "$@"`);
  });
});
