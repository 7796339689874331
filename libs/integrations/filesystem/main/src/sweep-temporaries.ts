import { lstat, unlink } from 'node:fs/promises';
import type { Clock } from '@wiz/core';
import type { Anchor } from './anchor.ts';
import { namesIn } from './names-in.ts';
import { isTemporary } from './temporary-name.ts';

/** No write takes this long, in milliseconds: an older file was left by a process that was killed. */
const oldest = 60 * 60_000;
/** The longest that it may hold up the write, in milliseconds. The rest of a very large folder waits for another time. */
const longest = 1000;

/**
 * Removes what killed processes have left in a folder. What cannot be looked at or removed stays for the next time;
 * the write that it follows is done all the same.
 *
 * @param now the time by the clock of the disk, in milliseconds since 1970: a drive of another computer may have its own
 */
export async function sweepTemporaries(folder: Anchor, now: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const until = clock.now() + longest;
  try {
    for await (const { raw, shown, kind } of namesIn(folder, signal)) {
      if (clock.now() > until) return;
      if (kind !== 'file' || !isTemporary(shown)) continue;
      const seen = await lstat(folder.at(raw), { bigint: true });
      if (seen.isFile() && now - Number(seen.mtimeMs) > oldest && (await folder.holds(raw, seen))) await unlink(folder.at(raw));
    }
  } catch {
    // Nothing depends on it.
  }
}
