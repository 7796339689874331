import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, errors, type ElectronApplication, type Page } from '@playwright/test';
import { readSession } from './session.ts';
import { makeWorkFolder } from './work-folder.ts';

/** An application that has not quit by then is ended, so that one that hangs fails one test and not all. */
const quitLimitMs = 8000;

/** Long enough for a slow machine that is busy with other things. */
const launchLimitMs = 15_000;

export interface LaunchOptions {
  /** Where its data is kept. @default a new folder */
  readonly userData?: string;
  readonly args?: readonly string[];
  /** Variables that it has besides ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The running application and its window. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the window complained of: errors on its console, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
  /** Whether its main process is gone. */
  ended(): boolean;
  /** Quits it as a person would. */
  close(): Promise<void>;
  /** Ends every process of it at once, without a warning. */
  kill(): Promise<void>;
}

/** Starts the application and waits until its window shows the first screen. */
export async function launchDesktop({ userData, args = [], env = {} }: LaunchOptions = {}): Promise<Desktop> {
  const session = readSession();
  const folder = userData ?? (await makeWorkFolder('user-data'));
  const app = await started(() =>
    _electron.launch({
      executablePath: session.executable,
      args: [session.app, ...args],
      env: { ...definedOnly(process.env), ...env, WIZ_USER_DATA: folder },
      // Otherwise Playwright would switch the sandbox off.
      chromiumSandbox: session.sandboxed,
      timeout: launchLimitMs,
    }),
  );
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.locator('main').waitFor();
  const main = app.process();
  const processes = async (): Promise<readonly (number | undefined)[]> => [
    main.pid,
    ...(await app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid }) => pid))),
  ];
  const killAll = async (pids: readonly (number | undefined)[]): Promise<void> => {
    if (hasEnded(main)) return;
    const gone = once(main, 'exit');
    for (const pid of pids) if (pid !== undefined) killOne(pid);
    await gone;
  };
  return {
    app,
    page,
    userData: folder,
    complaints,
    ended: () => hasEnded(main),
    kill: async () => {
      await killAll(await processes());
    },
    close: async () => {
      if (hasEnded(main)) return;
      const pids = await processes();
      const limit = new AbortController();
      const late = sleep(quitLimitMs, undefined, { signal: limit.signal }).then(
        () => killAll(pids),
        () => undefined,
      );
      await Promise.race([app.close(), late]);
      limit.abort();
    },
  };
}

/**
 * Once in some fifty times Playwright attaches to the window in the midst of its loading, misses an event, and waits for it
 * for ever, while the application has long been there. Playwright then ends it, and the next try succeeds.
 */
async function started(launch: () => Promise<ElectronApplication>): Promise<ElectronApplication> {
  for (let triesLeft = 2; ; triesLeft -= 1) {
    try {
      return await launch();
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || triesLeft === 0) throw error;
    }
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended together with the one before it.
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
