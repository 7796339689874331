import { Worker } from 'node:worker_threads';

/** Somebody who keeps replacing a folder by a link and putting it back, from another thread, as fast as told. */
export interface FolderSwapper {
  /** Stops with the folder in its place; returns how often it was replaced. */
  stop(): Promise<number>;
}

const script = `
const { parentPort, workerData } = require('node:worker_threads');
const fs = require('node:fs');
const { folder, aside, target, pauseMs, stop } = workerData;
const flag = new Int32Array(stop);
// While the folder is away, a call may create one in its place: it has to give way.
const attempt = (step) => {
  try {
    step();
    return true;
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(error.code)) throw error;
    return false;
  }
};
const until = (step) => {
  while (!attempt(step)) attempt(() => fs.rmSync(folder, { recursive: true, force: true }));
};
let swaps = 0;
while (Atomics.load(flag, 0) === 0) {
  fs.renameSync(folder, aside);
  until(() => fs.symlinkSync(target, folder, 'junction'));
  if (pauseMs > 0) Atomics.wait(flag, 0, 0, pauseMs);
  fs.unlinkSync(folder);
  until(() => fs.renameSync(aside, folder));
  swaps += 1;
  if (pauseMs > 0) Atomics.wait(flag, 0, 0, pauseMs);
}
parentPort.postMessage(swaps);
`;

/**
 * @param folder whole path of the folder that is replaced again and again
 * @param target what the link leads to
 * @param pauseMs how long each state lasts; 0 for as short as possible
 */
export function folderSwapper(folder: string, target: string, pauseMs: number): FolderSwapper {
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(script, { eval: true, workerData: { folder, aside: `${folder}.aside`, target, pauseMs, stop } });
  const swaps = new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return {
    async stop() {
      const flag = new Int32Array(stop);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      const count = await swaps;
      await worker.terminate();
      return count;
    },
  };
}
