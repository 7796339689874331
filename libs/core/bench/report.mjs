import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} unit
 * @property {number} median
 * @property {number} p95
 * @property {number} rounds
 * @property {readonly number[]} samples
 * @property {string} [peer]
 * @property {number} [peerMedian]
 * @property {readonly number[]} [peerSamples]
 * @property {number} [ratio] median ÷ peerMedian
 * @property {string} [goal]
 * @property {boolean} [met]
 */

/** @param {readonly number[]} samples @param {number} share 0 to 1 */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError('a quantile needs at least one sample');
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * One row of a report; with `peer`, the two sides beside each other.
 * @param {{ name: string, unit: string, samples: readonly number[], peer?: { name: string, samples: readonly number[] }, goal?: string, meets?: (facts: { median: number, ratio: number, excess: number }) => boolean }} facts
 * @returns {Row}
 */
export function row({ name, unit, samples, peer, goal, meets }) {
  const median = quantile(samples, 0.5);
  const base = { name, unit, median, p95: quantile(samples, 0.95), rounds: samples.length, samples };
  const peerMedian = peer === undefined ? Number.NaN : quantile(peer.samples, 0.5);
  // A peer that used nothing measurable has no ratio.
  const ratio = peerMedian > 0 ? { ratio: median / peerMedian } : {};
  const beside = peer === undefined ? {} : { peer: peer.name, peerMedian, peerSamples: peer.samples, ...ratio };
  const judged = meets === undefined ? {} : { met: meets({ median, ratio: median / peerMedian, excess: median - peerMedian }) };
  return { ...base, ...beside, ...(goal === undefined ? {} : { goal }), ...judged };
}

/**
 * Prints a table and writes `dist/bench/<name>.json`.
 * @param {string} root the workspace
 * @param {string} name
 * @param {Readonly<Record<string, string>>} versions
 * @param {readonly Row[]} results
 */
export async function report(root, name, versions, results) {
  const shown = (/** @type {number | undefined} */ value) => (value === undefined ? '' : value.toFixed(value < 10 ? 2 : 0));
  console.table(
    results.map(({ name: what, unit, median, p95, rounds, peerMedian, ratio, goal, met }) => ({
      what,
      unit,
      median: shown(median),
      p95: shown(p95),
      peer: shown(peerMedian),
      ratio: shown(ratio),
      rounds,
      goal: goal ?? '',
      met: met === undefined ? '' : met ? 'yes' : 'no',
    })),
  );
  const machine = {
    platform: process.platform,
    arch: process.arch,
    cpu: os.cpus()[0]?.model ?? '',
    cores: os.availableParallelism(),
    memoryMB: Math.round(os.totalmem() / 2 ** 20),
  };
  const folder = path.join(root, 'dist', 'bench');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  await writeFile(
    file,
    `${JSON.stringify({ name, date: new Date().toISOString(), machine, versions: { node: process.version, ...versions }, results }, undefined, 2)}\n`,
  );
  console.log(`Written to ${path.relative(root, file)}`);
}
