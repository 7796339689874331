import { getEventListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { IntegrationError } from '@wiz/core';
import type { ProgramEnd, ProgramOptions } from '@wiz/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemPrograms } from './system-programs.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'wiz-run-')));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

/** Runs a script in a Node of its own: a real program on every system. */
function run(script: string, options: Partial<ProgramOptions> = {}, env: NodeJS.ProcessEnv = process.env): Promise<ProgramEnd> {
  const programs = systemPrograms({ env, platform: process.platform, home: folder });
  const signal = new AbortController().signal;
  return programs.run(process.execPath, ['-e', script, '--', '$HOME; `id` & "a b" %PATH%'], {
    environment: [],
    mostBytes: 1000,
    signal,
    ...options,
  });
}

describe('a program that is run', () => {
  it('is heard to its end, output and complaint apart', async () => {
    expect(await run('console.log("token"); console.error("careful"); process.exitCode = 3')).toEqual({
      exitCode: 3,
      printed: 'token\n',
      complaint: 'careful\n',
    });
  });

  it('gets its arguments as they are, for no shell reads them', async () => {
    expect((await run('process.stdout.write(process.argv[1])')).printed).toBe('$HOME; `id` & "a b" %PATH%');
  });

  it('has nothing to read and no wait for it', async () => {
    expect((await run('process.stdin.on("data", () => {}).on("end", () => console.log("end"))')).printed).toBe('end\n');
  });

  it('begins in its own folder, not where we were started', async () => {
    expect((await run('process.stdout.write(process.cwd())')).printed).toBe(path.dirname(process.execPath));
  });

  it('gets of the environment only what it needs: no token, and nothing that changes how programs are loaded', async () => {
    const env = {
      ...process.env,
      HOME: '/home/a',
      APPDATA: 'C:\\a',
      TOOL_HOME: '/etc/tool',
      PATH: ['.', folder].join(path.delimiter),
      GH_TOKEN: 'ghp_x',
      GITHUB_TOKEN: 'ghp_x',
      NODE_OPTIONS: '--no-warnings',
      LD_PRELOAD: '',
    };
    const { printed } = await run(
      'process.stdout.write(JSON.stringify(process.env))',
      { environment: ['TOOL_HOME'], mostBytes: 60_000 },
      env,
    );
    const got = JSON.parse(printed) as NodeJS.ProcessEnv;
    expect(got).toMatchObject({ HOME: '/home/a', APPDATA: 'C:\\a', TOOL_HOME: '/etc/tool' });
    for (const name of ['GH_TOKEN', 'GITHUB_TOKEN', 'NODE_OPTIONS', 'LD_PRELOAD']) expect(got).not.toHaveProperty(name);
    expect(got['PATH']?.split(path.delimiter)[0]).toBe(folder);
  });

  it('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    await run('', { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a program that is given up', () => {
  it('is ended with everything that it has started, and the reason is told', async () => {
    const started = path.join(folder, 'started');
    const child = `require('node:fs').writeFileSync(${JSON.stringify(started)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const controller = new AbortController();
    const running = run(script, { signal: controller.signal });
    const outcome = expect(running).rejects.toMatchObject({ category: 'timeout_error', message: 'Too slow.' });
    await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
    const pid = Number(await readFile(started, 'utf8'));
    controller.abort(new IntegrationError('timeout_error', 'Too slow.'));
    await outcome;
    // Windows ends the program itself only.
    if (process.platform === 'win32') process.kill(pid);
    else await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('before it was started is not started', async () => {
    const started = path.join(folder, 'started');
    const controller = new AbortController();
    controller.abort();
    await expect(
      run(`require('node:fs').writeFileSync(${JSON.stringify(started)}, '')`, { signal: controller.signal }),
    ).rejects.toMatchObject({
      category: 'cancelled',
    });
    expect(existsSync(started)).toBe(false);
  });

  it('because it prints without end is ended, and what it printed is in no error', async () => {
    const script = 'const more = () => process.stdout.write("canary".repeat(1000), more); more()';
    const error: unknown = await run(script).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'protocol_error', outcome: 'none' });
    expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toContain('canary');
  });
});

it('a program that cannot be started is explained', async () => {
  const programs = systemPrograms({ env: process.env, platform: process.platform, home: folder });
  const options = { environment: [], mostBytes: 10, signal: new AbortController().signal };
  const gone = path.join(folder, 'gone');
  await expect(programs.run(gone, [], options)).rejects.toMatchObject({
    category: 'configuration_error',
    message: `${gone} could not be started. Start it in a terminal to see why.`,
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
