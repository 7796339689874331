import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';

/** Makes a folder, and all above it that is missing, for this account alone, so that it is still there after a power cut. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path.resolve(folder); made !== path.dirname(made); made = path.dirname(made)) {
    syncFolder(path.dirname(made));
    if (made === path.resolve(first)) return;
  }
}

/** Makes names that were given, changed or taken away in a folder durable. Windows has no such thing, and needs none. */
export function syncFolder(folder: string): void {
  try {
    syncFile(folder, 'r');
  } catch {
    // A disk that cannot do it keeps names in its own time, as SQLite takes it too.
  }
}

/** Copies a file so that under the new name it is whole or not there, and is there when this returns. @throws what the disk says */
export function copyDurably(file: string, copy: string): void {
  const draft = `${copy}.tmp`;
  copyFileSync(file, draft);
  syncFile(draft, 'r+');
  renameSync(draft, copy);
  syncFolder(path.dirname(copy));
}

function syncFile(file: string, flags: 'r' | 'r+'): void {
  const handle = openSync(file, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
