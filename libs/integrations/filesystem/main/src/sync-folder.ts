import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Anchor } from './anchor.ts';
import { codeOf } from './file-error.ts';

/** What systems answer that cannot do it, or not here: Windows, some network drives, a folder that may not be listed. */
const cannot = new Set(['EACCES', 'EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF']);

/** Makes a change of names in a folder last through a power cut, where the system can promise that. */
export async function syncFolder(folder: Anchor): Promise<void> {
  try {
    const handle = await open(folder.self, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !cannot.has(code)) throw error;
  }
}
