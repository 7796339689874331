import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { readSession } from './session.ts';
import { makeWorkFolder } from './work-folder.ts';

export interface LaunchOptions {
  /** Where its data is kept. @default a new folder */
  readonly userData?: string;
  readonly args?: readonly string[];
}

/** The running application and its window. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the window complained of: errors on its console, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
  /** Quits it as a person would. */
  close(): Promise<void>;
  /** Ends every process of it at once, without a warning. */
  kill(): Promise<void>;
}

/** Starts the application and waits until its window shows the first screen. */
export async function launchDesktop({ userData, args = [] }: LaunchOptions = {}): Promise<Desktop> {
  const session = readSession();
  const folder = userData ?? (await makeWorkFolder('user-data'));
  const app = await _electron.launch({
    executablePath: session.executable,
    args: [session.app, ...args],
    env: { ...definedOnly(process.env), WIZ_USER_DATA: folder },
    // Otherwise Playwright would switch the sandbox off.
    chromiumSandbox: session.sandboxed,
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.locator('main').waitFor();
  return {
    app,
    page,
    userData: folder,
    complaints,
    close: async () => {
      if (!hasEnded(app.process())) await app.close();
    },
    kill: async () => {
      const main = app.process();
      const gone = hasEnded(main) ? undefined : once(main, 'exit');
      const helpers = await app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid }) => pid));
      for (const pid of [main.pid, ...helpers]) if (pid !== undefined) killOne(pid);
      await gone;
    },
  };
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
