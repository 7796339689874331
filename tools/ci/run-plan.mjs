// What `tools/ci.mjs` does.
import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readGraph } from './graph.mjs';
import { planFor } from './plan.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
/** The same in every repository. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
process.chdir(root);
process.env['NX_DAEMON'] = 'false';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    head: { type: 'string' },
    files: { type: 'boolean' },
    plan: { type: 'boolean' },
    'without-e2e': { type: 'boolean' },
  },
});
const named = values.base ?? process.env['NX_BASE'] ?? (values.files === true ? undefined : defaultBase());
// GitHub names the commit before the first one of a branch with zeros: there is nothing to compare with, so all is new.
const base = values.files === true || named === undefined || /^0+$/.test(named) ? undefined : named;
const files = values.files === true ? positionals.map((file) => file.split(path.sep).join('/')) : changedFiles(base, values.head);
const plan = await planFor(await readGraph(), files, {
  ...(base === undefined ? {} : { base }),
  ...(values.head === undefined ? {} : { head: values.head }),
});

if (values.plan === true) {
  // For a person; the plan itself is for programs.
  console.error([`Compared with ${base ?? 'nothing'}: ${String(files.length)} files.`, ...plan.reasons].join('\n'));
  console.log(JSON.stringify(plan, undefined, 2));
} else {
  for (const reason of plan.reasons) console.log(reason);
  const { checks, documents, builds, e2e } = plan;
  // Cheap first; a failure ends it, and the log says where.
  // Documents name files and tests of every project, so whatever is renamed anywhere can break them. Beside the first checks: Nx and
  // the checks themselves begin on one core each.
  const read = documents ? beside(['tools/docs/print-problems.mjs']) : undefined;
  if (files.some((file) => file.endsWith('/quality.json')))
    node(['tools/quality/not-lower.mjs', ...(base === undefined ? [] : ['--base', base])]);
  if (checks.projects.length > 0) nx(['run-many', '-t', ...checks.targets, '-p', checks.projects.join(',')]);
  if (read !== undefined && !(await read)) process.exit(1);
  if (builds.length > 0) nx(['run-many', '-t', 'build', '-p', builds.join(',')]);
  if (e2e !== undefined && values['without-e2e'] !== true)
    nx(['run', `${e2e.project}:e2e`], e2e.groups === 'all' ? {} : { WIZ_E2E_GROUPS: e2e.groups.join(' ') });
}

/** @param {readonly string[]} args @param {Record<string, string>} [env] */
function nx(args, env = {}) {
  console.log(
    `\nnx ${args.join(' ')}${Object.entries(env)
      .map(([name, value]) => `  (${name}="${value}")`)
      .join('')}`,
  );
  const entry = path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const { status } = spawnSync(process.execPath, [entry, ...args, '--outputStyle=stream', '--parallel=2'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs beside what comes next; what it says comes in one piece at its end. @param {readonly string[]} args @returns {Promise<boolean>} whether all was well */
function beside(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      resolve(error === null);
    });
  });
}

/** @param {readonly string[]} args */
function node(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {readonly string[]} args @returns {string | undefined} undefined when git refuses */
function git(args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout.trim() : undefined;
}

function defaultBase() {
  return git(['merge-base', 'HEAD', 'origin/main']) ?? git(['rev-parse', 'HEAD~1']);
}

/** @param {string | undefined} from @param {string | undefined} to @returns {readonly string[]} */
function changedFiles(from, to) {
  // Without a base: everything there is, which git says by comparing with its empty tree.
  const range = from === undefined ? [emptyTree, ...(to === undefined ? [] : [to])] : to === undefined ? [from] : [`${from}...${to}`];
  const diff = git(['-c', 'core.quotepath=off', 'diff', '--name-only', '--no-renames', '-z', ...range]);
  if (diff === undefined) {
    console.error(
      `git cannot compare with "${String(from)}". Fetch that revision (a shallow clone lacks it), or name another with --base.`,
    );
    process.exit(2);
  }
  const untracked = to === undefined ? (git(['ls-files', '--others', '--exclude-standard', '-z']) ?? '') : '';
  return [...new Set([...diff.split('\0'), ...untracked.split('\0')])].filter((file) => file !== '');
}
