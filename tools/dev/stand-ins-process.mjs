// Runs the stand-ins of all integrations until its parent ends or tells it to. It gets a folder for what they keep, tells its
// parent what to connect and which one did not start, and writes what they log beside that: a line of JSON each.
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { endAfter } from './end-after.mjs';
import { findStandIn } from './find-stand-in.mjs';

/** So long the stand-ins may take to start and to close, once this is to end. */
const GRACE_MS = 20_000;

const [root = '', folder = ''] = process.argv.slice(2);
/** @type {(() => Promise<void>)[]} Ends one, and waits for what it has still to write. */
const ends = [];
/** @type {Record<string, import('./stand-ins.mjs').RunningStandIn>} */
const standIns = {};
/** @type {Record<string, string>} */
const failed = {};
const started = startAll();
// One that is being started has its files already, so it is waited for and closed as well.
const takeSignals = endAfter(async () => {
  await started;
  await Promise.allSettled(ends.map((end) => end()));
}, GRACE_MS);
await started;
if (process.connected) process.send?.({ standIns, failed });

async function startAll() {
  const entries = await readdir(path.join(root, 'libs', 'integrations'), { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  await Promise.all(
    ids.map(async (id) => {
      try {
        const standIn = await startOne(id);
        if (standIn !== undefined) standIns[id] = standIn;
      } catch (error) {
        failed[id] = error instanceof Error ? error.message : String(error);
      }
    }),
  );
}

/** @param {string} id */
async function startOne(id) {
  const start = await findStandIn(id);
  takeSignals();
  if (start === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  const log = path.join(folder, `${id}.log`);
  await writeFile(log, '');
  // One after the other, so that no line stands in the middle of another.
  let written = Promise.resolve();
  const standIn = await start(
    (line) => {
      written = written.then(() => appendFile(log, `${JSON.stringify(line)}\n`)).catch((error) => console.error(error));
    },
    { folder: path.join(folder, id) },
  );
  ends.push(async () => {
    await standIn.close();
    await written;
  });
  return { ...standIn.connection, log };
}
