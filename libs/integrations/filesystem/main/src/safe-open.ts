import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { IntegrationError } from '@wiz/core';
import { linkError, type Anchor } from './anchor.ts';
import { quoted } from './file-error.ts';

/** Flags that some systems lack; there they mean nothing. */
function flag(name: 'O_NOFOLLOW' | 'O_NONBLOCK' | 'O_NOCTTY'): number {
  const known: Partial<Record<string, number>> = constants;
  return known[name] ?? 0;
}

// Not blocking: a pipe that was put in the file's place in this very moment must not hang the call.
const guards = flag('O_NOFOLLOW') | flag('O_NONBLOCK') | flag('O_NOCTTY');

/**
 * Opens an existing ordinary file for as long as `work` takes. Links are refused; pipes, sockets and devices are
 * never opened.
 *
 * @param mode `write` proves only that the file may be written; nothing is emptied
 * @param shown how the file is called in sentences
 * @throws IntegrationError for what is no file; errors of the file system as they come
 */
export async function withFile<T>(
  folder: Anchor,
  name: string | Buffer,
  shown: string,
  mode: 'read' | 'write' | 'readwrite',
  work: (handle: FileHandle, seen: BigIntStats) => Promise<T>,
): Promise<T> {
  assertFile(await lstat(folder.at(name), { bigint: true }), shown);
  const access = mode === 'read' ? constants.O_RDONLY : mode === 'write' ? constants.O_WRONLY : constants.O_RDWR;
  const handle = await open(folder.at(name), access | guards);
  try {
    const seen = await handle.stat({ bigint: true });
    assertFile(seen, shown);
    if (!(await folder.holds(name, seen))) throw changedError(shown);
    return await work(handle, seen);
  } finally {
    await handle.close();
  }
}

/** Throws unless it is an ordinary file. */
export function assertFile(seen: BigIntStats, shown: string): void {
  if (seen.isSymbolicLink()) throw linkError(shown);
  if (seen.isDirectory()) throw new IntegrationError('validation_error', `${quoted(shown)} is a folder, not a file. Choose a file.`);
  if (!seen.isFile())
    throw new IntegrationError('validation_error', `${quoted(shown)} is neither a file nor a folder, so it is not opened.`);
}

/** A file that changed under our hands. A second try may well succeed. */
export function changedError(shown: string): IntegrationError {
  return new IntegrationError('conflict', `${quoted(shown)} changed while it was used. Try again.`, { retryable: true });
}
