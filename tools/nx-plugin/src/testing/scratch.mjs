// A copy of this workspace to try generators in, with packages of its own, so that nothing touches the real one.
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

const workspace = path.resolve(import.meta.dirname, '..', '..', '..', '..');

/** Written in place by npm: a second name for them would change the real ones too. */
const copied = new Set(['.package-lock.json', '.modules.yaml']);
/** What tools leave behind there. */
const left = new Set(['.cache', '.vite', '.vite-temp', '.vitest']);

/**
 * @typedef {object} Scratch
 * @property {string} folder
 * @property {(command: string, ...args: readonly string[]) => Promise<string>} run what it says on both outputs, without colours; rejects with that when it fails
 * @property {() => Promise<string>} status what git sees, line by line
 * @property {() => void} dispose
 */

/** @param {string} [folder] @returns {Promise<Scratch>} */
export async function makeScratch(folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-generated-'))) {
  // A server that refuses to run as root is started from here as somebody else.
  chmodSync(folder, 0o755);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: workspace,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0')) {
    const from = path.join(workspace, file);
    if (file !== '' && lstatSync(from, { throwIfNoEntry: false })?.isFile()) cpSync(from, path.join(folder, file));
  }
  linkTree(path.join(workspace, 'node_modules'), path.join(folder, 'node_modules'));
  const bin = path.join(folder, 'node_modules', '.bin');
  const env = {
    ...process.env,
    PATH: [bin, process.env['PATH']].join(path.delimiter),
    NX_DAEMON: 'false',
    NX_WORKSPACE_ROOT_PATH: folder,
    CI: 'true',
  };
  // Of the runner that this runs in; another one is started here.
  for (const name of Object.keys(env))
    if (/^(VITEST|TINYPOOL|NX_TASK|NX_INVOKED|NX_CLI|npm_|FORCE_COLOR)/.test(name)) Reflect.deleteProperty(env, name);
  /** @type {Scratch['run']} */
  const run = (command, ...args) =>
    new Promise((resolve, reject) => {
      execFile(command, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        if (error === null) resolve(stripVTControlCharacters(stdout + stderr));
        else reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
      });
    });
  const git = (/** @type {string[]} */ ...args) => run('git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args);
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message', 'as it is');
  return {
    folder,
    run,
    status: () => git('status', '--porcelain', '--untracked-files=normal'),
    dispose: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The same files under second names, which takes a second instead of minutes; links stay links. @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (left.has(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (copied.has(entry.name)) copyFileSync(source, target);
    else linkOrCopy(source, target);
  }
}

/** @param {string} source @param {string} target */
function linkOrCopy(source, target) {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
