// `npm test`: every check of every project, then one line that sums it all up. Arguments go to Nx.
import { glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { findElectron } from './electron/find-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { untilInterrupted } from './run/interrupt.mjs';
import { failedTests, sumJunit, sumLine } from './run/junit-sum.mjs';
import { nxCommand } from './run/nx.mjs';
import { runVisibly } from './run/run-visibly.mjs';
import { testTargets } from './run/test-targets.mjs';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'dist', 'test-output');
const machine = readMachine();
if (findElectron(root, machine)?.kind === 'stand-in') {
  console.log('Electron’s own binary cannot be fetched here: the tests run in the stand-in (Electron 25, for tests only).');
}
// Verdicts of earlier runs must not count; Nx puts back those of tasks that it need not run again.
await rm(output, { recursive: true, force: true });

const nx = nxCommand(root, machine.env);
// One build, for the oldest Electron that runs it, serves all tests.
const env = { ...nx.env, WIZ_BUILD_TARGET: 'standin' };
const args = [
  ...nx.args,
  'run-many',
  '-t',
  ...(await testTargets(root)),
  '--parallel=2',
  '--output-style=static',
  ...process.argv.slice(2),
];
const { code, interrupted } = await untilInterrupted(async (signal) => ({
  code: await runVisibly(nx.command, args, { cwd: root, env, signal }),
  interrupted: signal.aborted,
}));

const reports = [];
for await (const file of glob('*/*.xml', { cwd: output })) reports.push(await readFile(path.join(output, file), 'utf8'));
const sum = sumJunit(reports);
for (const failed of failedTests(reports).slice(0, 30)) console.log(`Failed: ${failed}`);
if (code !== 0 && sum.failed === 0) {
  console.log(interrupted ? 'The run was interrupted.' : 'A task failed before a test could say so; its output is above.');
  sum.failed = 1;
}
process.exitCode = interrupted ? 130 : sum.failed > 0 ? 1 : 0;
// A line of its own, whatever an interrupted task left on the one before.
console.log(`\n${sumLine(sum)}`);
