import process from 'node:process';

/** What `tools/run/e2e.mjs` and `npm start` tell about the place that Electron runs in. */
export interface Session {
  /** Start this as if it were Electron. */
  readonly executable: string;
  /** The built application. */
  readonly app: string;
  /** A folder of this session; `data` in it may be written by Electron. */
  readonly work: string;
  /** Who Electron runs as, when that is not us. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  readonly sandboxed: boolean;
  readonly isStandIn: boolean;
}

/** @throws Error when this was started by hand, without the session around it */
export function readSession(env: NodeJS.ProcessEnv = process.env): Session {
  const uid = env['WIZ_UID'];
  const gid = env['WIZ_GID'];
  return {
    executable: required(env, 'WIZ_EXECUTABLE'),
    app: required(env, 'WIZ_APP'),
    work: required(env, 'WIZ_WORK'),
    owner: uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) },
    sandboxed: env['WIZ_NO_SANDBOX'] !== '1',
    isStandIn: env['WIZ_ELECTRON'] === 'stand-in',
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set. Run this through tools/run/e2e.mjs.`);
  return value;
}

/** How many sessions there are: so many tests may run at a time, each with a display, a keychain and a message bus of its own. */
export function countSessions(env: NodeJS.ProcessEnv = process.env): number {
  return placesIn(env).length;
}

/** Makes the session of a worker of Playwright its surroundings, before it reads them. Nothing in the process that starts workers. */
export function enterOwnSession(env: NodeJS.ProcessEnv = process.env): void {
  const index = env['TEST_PARALLEL_INDEX'];
  if (index !== undefined) Object.assign(env, placesIn(env)[Number(index)]);
}

function placesIn(env: NodeJS.ProcessEnv): readonly Readonly<Record<string, string>>[] {
  // Written by `tools/run/e2e.mjs`; without it, for instance where an editor lists the tests, there is nothing to enter.
  return JSON.parse(env['WIZ_SESSIONS'] ?? '[{}]') as readonly Readonly<Record<string, string>>[];
}
