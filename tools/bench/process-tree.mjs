import { readFile, readdir } from 'node:fs/promises';

/**
 * A process and all of its descendants. Linux only: reads /proc.
 * @param {number} root
 * @returns {Promise<readonly number[]>}
 */
export async function processTree(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = (await statOf(Number(name)))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/**
 * Processor time that a tree has used so far, in seconds.
 * @param {number} root
 */
export async function cpuSeconds(root) {
  let ticks = 0;
  for (const pid of await processTree(root)) ticks += (await statOf(pid))?.ticks ?? 0;
  // USER_HZ is 100 on every Linux that Node runs on (time(7)).
  return ticks / 100;
}

/**
 * Memory of a tree in MB: proportional set size, so that shared pages count once.
 * @param {number} root
 */
export async function pssMegabytes(root) {
  let kilobytes = 0;
  for (const pid of await processTree(root)) {
    const rollup = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** @param {number} pid @returns {Promise<{ parent: number, ticks: number } | undefined>} undefined: it is gone */
async function statOf(pid) {
  const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name in parentheses may hold anything; what follows the last one is plain (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
