// `npm run test:nightly`: the repetitions that `npm test` has no time for. WIZ_REPEAT says how often (10): the tests that kill
// processes take it as their number of rounds, the end-to-end tests are run that many times, and every cut of the power that
// tools/dropsync can make is made, each with that many lots. Last, mutation testing of libs/core. Before all that, the known flaws
// of what is shipped are looked up, for every day may bring one to code that has not changed.
import { glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { auditShipped } from './audit/audit-shipped.mjs';
import { readMachine } from './electron/machine.mjs';
import { buildDesktop } from './run/build-desktop.mjs';
import { untilInterrupted } from './run/interrupt.mjs';
import { sumJunit, sumLine } from './run/junit-sum.mjs';
import { nxCommand } from './run/nx.mjs';
import { runVisibly } from './run/run-visibly.mjs';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'dist', 'test-output');
const machine = readMachine();
const times = Number(machine.env['WIZ_REPEAT'] ?? 10);
if (!Number.isInteger(times) || times < 1) {
  console.error(`WIZ_REPEAT must be a whole number of at least 1, not “${machine.env['WIZ_REPEAT'] ?? ''}”.`);
  process.exit(2);
}
await rm(output, { recursive: true, force: true });

const audit = await auditShipped(root, machine.env);
console.log(audit.lines.join('\n'));

const { codes, interrupted } = await untilInterrupted(async (signal) => {
  const app = await buildDesktop(root, machine.env, 'standin', signal);
  const env = { ...nxCommand(root, machine.env).env, WIZ_REPEAT: String(times) };
  const run = (/** @type {string} */ cwd, /** @type {readonly string[]} */ args) =>
    runVisibly(process.execPath, args, { cwd, env, signal });
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const kills = await run(path.join(root, 'apps', 'desktop'), [vitest, 'run']);
  if (signal.aborted) return { codes: [kills], interrupted: true };
  const cuts = await run(path.join(root, 'tools'), [vitest, 'run', 'dropsync']);
  if (signal.aborted) return { codes: [kills, cuts], interrupted: true };
  const settings = path.join('e2e', 'desktop', 'playwright.config.ts');
  const repeated = ['playwright', 'test', '-c', settings, `--repeat-each=${String(times)}`];
  const clicks = await run(root, [path.join(root, 'tools', 'run', 'e2e.mjs'), '--app', app, '--', ...repeated]);
  if (signal.aborted) return { codes: [kills, cuts, clicks], interrupted: true };
  const stryker = path.join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const mutants = await run(root, [stryker, 'run', path.join('libs', 'core', 'stryker.config.json')]);
  return { codes: [kills, cuts, clicks, mutants], interrupted: signal.aborted };
});

const reports = [];
for await (const file of glob('*/*.xml', { cwd: output })) reports.push(await readFile(path.join(output, file), 'utf8'));
const sum = sumJunit(reports);
if (codes.some((code) => code !== 0) && sum.failed === 0) sum.failed = 1;
process.exitCode = interrupted ? 130 : sum.failed > 0 ? 1 : 0;
// Once more: hours of output stand between.
if (audit.outcome !== 'passed') console.log(audit.lines.join('\n'));
console.log(sumLine(sum));
