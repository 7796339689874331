import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { handOver, makeWorkFolder } from './work-folder.ts';

/** A stand-in for GitHub's command line: a real program that is logged in where it is told to be. */
export interface Gh {
  /** The program itself. */
  readonly file: string;
  /** What the application is started with to find it before another one. */
  readonly env: Readonly<Record<string, string>>;
  /** Logs it in to a host, in the place of a former login. */
  login(host: string, token: string): Promise<void>;
  /** What it was started with, each time. */
  calls(): Promise<readonly (readonly string[])[]>;
  /** It does not answer from now on, as if it waited for somebody. */
  stall(): Promise<void>;
  /** The process that was started last while it did not answer. */
  stalled(): Promise<number | undefined>;
  uninstall(): Promise<void>;
}

/**
 * `gh auth token` as its manual and its source have it (cli/cli, pkg/cmd/auth/token): prints the token of the host out of
 * hosts.yml and a line end; without one it complains and ends with 1.
 */
const script = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const [command, flag, host] = process.argv.slice(2);
appendFileSync(path.join(__dirname, 'calls'), JSON.stringify(process.argv.slice(2)) + '\\n');
if (existsSync(path.join(__dirname, 'stall'))) {
  writeFileSync(path.join(__dirname, 'stalled'), String(process.pid));
  setInterval(() => undefined, 1000);
} else if (command !== 'token' || flag !== '--hostname') {
  console.error('unknown command');
  process.exitCode = 1;
} else {
  const hosts = path.join(process.env.GH_CONFIG_DIR ?? '', 'hosts.yml');
  const lines = existsSync(hosts) ? readFileSync(hosts, 'utf8').split('\\n') : [];
  const at = lines.indexOf(host + ':');
  const token = at === -1 ? undefined : /^ {4}oauth_token: (.+)$/.exec(lines[at + 1] ?? '')?.[1];
  if (token === undefined) {
    console.error('no oauth token found for ' + host);
    process.exitCode = 1;
  } else console.log(token);
}
`;

/**
 * Installs it in a folder of its own. The program is a copy of Node, which takes `auth` for the script that lies beside it:
 * so it needs no shell and no compiler on any system.
 */
export async function installGh(): Promise<Gh> {
  const folder = await makeWorkFolder('gh');
  const config = await makeWorkFolder('gh-config');
  const file = path.join(folder, process.platform === 'win32' ? 'gh.exe' : 'gh');
  const hosts = path.join(config, 'hosts.yml');
  await copyFile(process.execPath, file);
  await chmod(file, 0o755);
  await writeFile(path.join(folder, 'auth'), script);
  await handOver(folder);
  return {
    file,
    env: { PATH: [folder, process.env['PATH']].join(path.delimiter), GH_CONFIG_DIR: config },
    login: async (host, token) => {
      await writeFile(hosts, `${host}:\n    oauth_token: ${token}\n    user: octocat\n`);
      await handOver(hosts);
    },
    calls: async () => {
      const text = await readFile(path.join(folder, 'calls'), 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as readonly string[]);
    },
    stall: () => writeFile(path.join(folder, 'stall'), ''),
    stalled: async () => {
      const pid = await readFile(path.join(folder, 'stalled'), 'utf8').catch(() => '');
      return pid === '' ? undefined : Number(pid);
    },
    uninstall: () => rm(file),
  };
}
