import { IntegrationError, throwIfAborted, type Clock } from '@wiz/core';
import { constants, type BigIntStats } from 'node:fs';
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { largestContent } from '@wiz/contract-filesystem';
import { movedError, type Anchor } from './anchor.ts';
import { contentVersion } from './content-version.ts';
import { codeOf, quoted } from './file-error.ts';
import type { FolderClient } from './folder-client.ts';
import { keepPermissions } from './keep-permissions.ts';
import { readWhole } from './read-whole.ts';
import { assertFile, changedError, withFile } from './safe-open.ts';
import { sweepTemporaries } from './sweep-temporaries.ts';
import { syncFolder } from './sync-folder.ts';
import { temporaryName } from './temporary-name.ts';

export interface AtomicWrite {
  readonly client: FolderClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly folder: Anchor;
  readonly name: string;
  /** How the file is called in sentences. */
  readonly shown: string;
  readonly bytes: Buffer;
  /** Of the content that may be replaced. */
  readonly version: string | undefined;
  /** Whether any content may be replaced. */
  readonly overwrite: boolean;
}

/**
 * Puts a content in a file so that at every moment, also after a power cut, either the old or the new content is
 * there, whole: written beside it, synced, then renamed over it. A replaced file keeps its permissions; other names
 * of the same file (hard links) keep the old content.
 *
 * @returns whether the file is new
 * @throws IntegrationError `conflict` when something is there that was not to be replaced; then nothing has changed
 */
export async function atomicWrite(write: AtomicWrite): Promise<boolean> {
  const { client, clock, folder, name, shown, signal } = write;
  const before = await assertReplaceable(write);
  await folder.confirm();
  const temporary = temporaryName();
  let writtenAt: number;
  try {
    writtenAt = await fillTemporary(write, temporary, before);
    await client.exclusively(async () => {
      await retryBusy(write, async () => {
        // The last look, as late as can be: another program may have saved the file while ours was being written,
        // or be the very one that kept it busy.
        const now = await assertReplaceable(write);
        if ((now === undefined) !== (before === undefined)) throw changedError(shown);
        await folder.confirm();
        throwIfAborted(signal);
        if (now === undefined) await placeNew(folder, temporary, name, shown);
        else await rename(folder.at(temporary), folder.at(name));
      });
    });
  } catch (error) {
    await unlink(folder.at(temporary)).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder).catch((error: unknown) => {
    throw new IntegrationError(
      'storage_error',
      `${quoted(shown)} was saved, but the disk could not confirm it. Look at the file before you go on.`,
      {
        outcome: 'unknown',
        code: codeOf(error),
        cause: error,
      },
    );
  });
  if (client.mayHoldRemains(shown.slice(0, -name.length), clock.now())) await sweepTemporaries(folder, writtenAt, clock, signal);
  return before === undefined;
}

/** What is there now, undefined for nothing; throws when it may not be replaced. */
async function assertReplaceable({ folder, name, shown, version, overwrite, signal }: AtomicWrite): Promise<BigIntStats | undefined> {
  const seen = await lstat(folder.at(name), { bigint: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (seen === undefined) {
    if (version !== undefined)
      throw new IntegrationError(
        'conflict',
        `${quoted(shown)} was deleted since you read it. Nothing was written. Write it without a version to create it again.`,
      );
    return undefined;
  }
  assertFile(seen, shown);
  if (version === undefined) {
    if (!overwrite)
      throw new IntegrationError(
        'conflict',
        `${quoted(shown)} exists already. Nothing was written. Read it first, or choose “Replace what is there”.`,
      );
    return withFile(folder, name, shown, 'write', (_handle, opened) => Promise.resolve(opened));
  }
  return withFile(folder, name, shown, 'readwrite', async (handle, opened) => {
    const content = opened.size > BigInt(largestContent) ? undefined : await readWhole(handle, opened, largestContent, shown, signal);
    if (content === undefined || contentVersion(content) !== version) {
      throw new IntegrationError(
        'conflict',
        `${quoted(shown)} has changed since you read it. Nothing was written. Read it again, then decide what to keep.`,
      );
    }
    return opened;
  });
}

/** Answers when the disk says that it was written, in milliseconds since 1970. */
async function fillTemporary(
  { folder, shown, bytes, signal }: AtomicWrite,
  temporary: string,
  replaced: BigIntStats | undefined,
): Promise<number> {
  // Nobody else may read it while it has not the permissions of the file that it replaces.
  const handle = await open(
    folder.at(temporary),
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
    replaced === undefined ? 0o666 : 0o600,
  );
  try {
    // Where folders are addressed by path: whoever replaced the folder in between gets nothing but an empty file.
    if (!(await folder.holds(temporary, await handle.stat({ bigint: true })))) throw movedError(shown);
    const step = 1024 * 1024;
    for (let at = 0; at < bytes.length; at += step) {
      throwIfAborted(signal);
      await writeFully(handle, bytes.subarray(at, at + step));
    }
    if (replaced !== undefined) await keepPermissions(handle, replaced);
    await handle.sync();
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

/**
 * What disks answer that know no second name for a file. `EISDIR` is Windows on exFAT and FAT: libuv translates
 * ERROR_INVALID_FUNCTION so (src/win/error.c).
 */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EISDIR', 'EINVAL', 'UNKNOWN']);

/** Gives the new file its name, in one step that fails if the name was taken in this very moment. */
async function placeNew(folder: Anchor, temporary: string, name: string, shown: string): Promise<void> {
  try {
    await link(folder.at(temporary), folder.at(name));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST')
      throw new IntegrationError('conflict', `${quoted(shown)} was created by somebody else just now. Nothing was written.`, {
        cause: error,
      });
    if (code === undefined || !noLinks.has(code)) throw error;
    // `assertReplaceable` has just found the name free; this disk offers nothing closer than that.
    await rename(folder.at(temporary), folder.at(name));
    return;
  }
  // The file stands under its name; a second name that cannot be removed now does not make that untrue.
  await unlink(folder.at(temporary)).catch(() => undefined);
}

/** What Windows answers while a virus scanner or an indexer holds the file for a moment. */
const busy = new Set(['EPERM', 'EACCES', 'EBUSY']);

async function retryBusy({ client, clock, signal }: AtomicWrite, work: () => Promise<void>): Promise<void> {
  for (let wait = 50; ; wait *= 2) {
    try {
      await work();
      return;
    } catch (error) {
      const code = codeOf(error);
      // 50 + 100 + 200 + 400 + 800 ms: five more tries within two seconds.
      if (code === undefined || !busy.has(code) || wait > 800 || client.platform !== 'win32') throw error;
      await clock.sleep(wait, signal);
    }
  }
}
