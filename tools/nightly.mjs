// `npm run test:nightly`: the repetitions that `npm test` has no time for, in parts. A part that passed is passed over until something
// that it rests on has changed; an interrupted night goes on where it was; a part that fails keeps no other from being run.
// usage: node tools/nightly.mjs [--list] [--only <part> ...] [--again]
//   --list   says what would be run and why, and runs nothing
//   --only   looks at these parts alone
//   --again  runs what passed, too
// WIZ_REPEAT says how often what is repeated is repeated (10).
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { findElectron } from './electron/find-electron.mjs';
import { readMachine } from './electron/machine.mjs';
import { decide, duration, totalOf } from './nightly/decide.mjs';
import { inputsHash, readIn, sourceFiles } from './nightly/inputs.mjs';
import { parts } from './nightly/parts.mjs';
import { Records } from './nightly/records.mjs';
import { runPart } from './nightly/run-part.mjs';
import { untilInterrupted } from './run/interrupt.mjs';
import { sumLine } from './run/junit-sum.mjs';
import { nxCommand } from './run/nx.mjs';
import { runVisibly } from './run/run-visibly.mjs';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'dist', 'test-output');
const machine = readMachine();
const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    again: { type: 'boolean', default: false },
  },
});
const times = Number(machine.env['WIZ_REPEAT'] ?? 10);
if (!Number.isInteger(times) || times < 1) {
  console.error(`WIZ_REPEAT must be a whole number of at least 1, not “${machine.env['WIZ_REPEAT'] ?? ''}”.`);
  process.exit(2);
}

const names = parts.map(({ name }) => name);
const records = new Records(root);
const known = await records.all(names);
const files = await sourceFiles(root);
const facts = [process.version, findElectron(root, machine)?.version ?? 'no Electron', String(times)];
const today = new Date().toISOString().slice(0, 10);
/** @type {Map<string, string>} */
const hashes = new Map();
for (const { name, inputs, daily = false } of parts)
  hashes.set(name, await inputsHash({ files, inputs, facts: daily ? [...facts, today] : facts, read: readIn(root) }));

/** @type {ReturnType<typeof decide>} */
let decisions;
try {
  decisions = decide({ parts: names, records: known, hashes, underWay: await records.underWay(), only: values.only, again: values.again });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}

if (values.list) {
  for (const { part, run, why } of decisions) {
    const figures = known.get(part);
    console.log(`${run ? 'run ' : 'pass'}  ${part.padEnd(10)} ${parts.find(({ name }) => name === part)?.what ?? ''}`);
    console.log(`                 ${why}${figures === undefined ? '' : ` ${sumLine(figures.sum)}.`}`);
  }
} else {
  const { remarks, interrupted } = await untilInterrupted(runAll);
  // Once more: hours of output stand between.
  console.log('');
  for (const { part } of decisions) {
    const record = known.get(part);
    console.log(
      record === undefined ? `${part}: not run` : `${part}: ${record.outcome}, ${sumLine(record.sum)}, ${duration(record.seconds)}`,
    );
    for (const remark of remarks.get(part) ?? []) console.log(`    ${remark}`);
  }
  if (interrupted) console.log('The night was interrupted; the next one goes on from there.');
  const total = totalOf(decisions.map(({ part }) => known.get(part)));
  process.exitCode = interrupted ? 130 : total.failed > 0 ? 1 : 0;
  console.log(`\n${sumLine(total)}`);
}

/** @param {AbortSignal} signal */
async function runAll(signal) {
  /** @type {Map<string, readonly string[]>} */
  const said = new Map();
  const env = nxCommand(root, machine.env).env;
  // How often is said to each program that is to repeat something; the others work as ever.
  delete env['WIZ_REPEAT'];
  for (const { part: name, run, why } of decisions) {
    if (signal.aborted) break;
    console.log(`\n${name}: ${why}`);
    const part = parts.find((one) => one.name === name);
    if (!run || part === undefined) continue;
    await records.begin(name);
    known.delete(name);
    const node = (/** @type {readonly string[]} */ args, /** @type {{ cwd?: string, env?: NodeJS.ProcessEnv }} */ options = {}) =>
      runVisibly(process.execPath, args, {
        cwd: path.join(root, options.cwd ?? '.'),
        env: { ...env, WIZ_BUILD_TARGET: 'standin', ...options.env },
        signal,
      });
    const takeReports = () => takeReportsOf(name);
    const { record, remarks: own } = await runPart(
      part,
      { root, env, times, signal, node, takeReports },
      hashes.get(name) ?? '',
      () => new Date(),
    );
    // A part that was cut short has found nothing out.
    if (signal.aborted) break;
    await records.end(name, record);
    known.set(name, record);
    said.set(name, own);
    console.log(`${name}: ${record.outcome}, ${sumLine(record.sum)}, ${duration(record.seconds)}`);
  }
  return { remarks: said, interrupted: signal.aborted };
}

/** Reads the reports there are, and moves all that lies beside them, pictures of failures too, out of the next one's way. @param {string} part */
async function takeReportsOf(part) {
  const reports = [];
  for await (const file of glob('*/*.xml', { cwd: output })) reports.push(await readFile(path.join(output, file), 'utf8'));
  const kept = path.join(root, 'dist', 'nightly', part);
  await mkdir(path.dirname(kept), { recursive: true });
  await rm(kept, { recursive: true, force: true });
  await rename(output, kept).catch(() => undefined);
  return reports;
}
