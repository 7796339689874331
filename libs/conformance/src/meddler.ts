import { mkdir, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Somebody else who works in the same folder. */
export interface Meddler {
  /** Stops, and puts things back under the names that they had. */
  stop(): Promise<void>;
}

/** Changes what is in a folder again and again: takes things away and back, cuts files short and lets them grow, puts a folder in a file’s place. */
export function meddle(folder: string): Meddler {
  const state = { isOver: false };
  const done = (async () => {
    while (!state.isOver) for (const name of await names(folder)) await disturb(path.join(folder, name));
  })();
  // Whoever stops it looks at it.
  done.catch(() => undefined);
  return {
    stop: () => {
      state.isOver = true;
      return done;
    },
  };
}

async function names(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => !name.endsWith('.aside'));
}

async function disturb(place: string): Promise<void> {
  const other = `${place}.aside`;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => truncate(place, 1),
    () => writeFile(place, 'more\n'.repeat(5000), { flag: 'r+' }),
    () => rename(place, other),
    () => mkdir(place),
    () => rm(place, { recursive: true, force: true }),
    () => rename(other, place),
  ];
  // Each may fail, since the one who is watched works here, too.
  for (const step of steps) await step().catch(() => undefined);
}
