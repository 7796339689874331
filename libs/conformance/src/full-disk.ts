import { execFile } from 'node:child_process';
import { mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Files and folders that a small disk holds. */
const mostEntries = 100;

/** The name of what fills the disk. */
export const fillerName = '.wiz-filler';

/** A small disk in memory, made for one folder. */
export interface SmallDisk {
  readonly path: string;
  /** Writes until no byte more fits. */
  readonly fillBytes: () => Promise<void>;
  /** Makes files until there is no room for the name of another one. */
  readonly fillNames: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param kilobytes how much it holds @returns undefined where this process may not make one: only root on Linux may */
export async function smallDisk(kilobytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return undefined;
  const place = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-disk-')));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(kilobytes)}k,nr_inodes=${String(mostEntries)},mode=0755`, 'wiz-disk', place]);
  } catch {
    // A container may keep that from root, too.
    await rm(place, { recursive: true, force: true });
    return undefined;
  }
  return {
    path: place,
    fillBytes: () => fillBytes(path.join(place, fillerName)),
    fillNames: () => fillNames(path.join(place, fillerName)),
    close: async () => {
      // Lazily: something that is still open must not keep it for ever.
      await run('umount', ['--lazy', place]);
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function fillNames(place: string): Promise<void> {
  for (let name = 0; name < mostEntries; name += 1) {
    const isMade = await fits(writeFile(`${place}-${String(name)}`, ''));
    if (!isMade) return;
  }
}

async function fillBytes(place: string): Promise<void> {
  const file = await open(place, 'a');
  try {
    for (let size = 4096; size >= 1; size /= 2) while (await fits(file.write(Buffer.alloc(size))));
  } finally {
    await file.close();
  }
}

/** Whether there was room for it. */
async function fits(writing: Promise<unknown>): Promise<boolean> {
  return writing.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    },
  );
}
