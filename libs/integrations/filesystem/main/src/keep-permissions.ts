import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { codeOf } from './file-error.ts';

/**
 * Gives a new file the owner, group and permissions of the one that it replaces, as far as this account may.
 *
 * @throws errors of the file system as they come, but not for want of rights
 */
export async function keepPermissions(handle: FileHandle, replaced: BigIntStats): Promise<void> {
  const own = await handle.stat({ bigint: true });
  if (own.uid !== replaced.uid || own.gid !== replaced.gid) {
    // Only an administrator may give files away; for everyone else the file is theirs afterwards, as with any editor.
    await handle.chown(Number(replaced.uid), Number(replaced.gid)).catch(async (error: unknown) => {
      passOverMissingRights(error);
      // The group alone may be ours to give all the same.
      await handle.chown(Number(own.uid), Number(replaced.gid)).catch(passOverMissingRights);
    });
  }
  const now = await handle.stat({ bigint: true });
  await handle.chmod(keptMode(Number(replaced.mode), now.gid === replaced.gid)).catch(passOverMissingRights);
}

/**
 * The permissions of the new file. Never those to run as its owner: a write takes them away on every system, and the
 * owner may be another one now. What was meant for a group that could not be kept is not given to another group.
 */
function keptMode(mode: number, groupKept: boolean): number {
  const kept = mode & 0o777;
  return groupKept ? kept : kept & (0o707 | ((kept & 0o007) << 3));
}

/** What disks and drives answer that keep no owner or permissions, or do not let us set them. */
const noRights = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']);

function passOverMissingRights(error: unknown): void {
  const code = codeOf(error);
  if (code === undefined || !noRights.has(code)) throw error;
}
