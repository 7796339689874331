import type { BigIntStats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { linkError, movedError, notFolderError, sameEntry, type Anchor } from './anchor.ts';
import { fileError } from './file-error.ts';

/**
 * Where a folder cannot be held open and addressed through its handle (macOS, Windows): each folder on the way is
 * looked at without following links, and all of them again before and after anything is done in them.
 */
export async function openCheckedAnchor(realRoot: string): Promise<Anchor> {
  const seen = await lstat(realRoot, { bigint: true });
  if (seen.isSymbolicLink()) throw movedError(path.basename(realRoot));
  if (!seen.isDirectory()) throw notFolderError(path.basename(realRoot));
  return checkedAnchor([{ path: realRoot, seen, shown: '' }]);
}

interface Level {
  readonly path: string;
  readonly seen: BigIntStats;
  readonly shown: string;
}

function checkedAnchor(levels: readonly [Level, ...Level[]]): Anchor {
  const [root] = levels;
  const own = levels.at(-1) ?? root;
  const at = (name: string | Buffer): string | Buffer =>
    typeof name === 'string' ? path.join(own.path, name) : Buffer.concat([Buffer.from(own.path + path.sep), name]);
  return {
    at,
    self: own.path,
    async descend(name) {
      const shown = own.shown === '' ? name : `${own.shown}/${name}`;
      const childPath = path.join(own.path, name);
      const seen = await lstat(childPath, { bigint: true }).catch((error: unknown) => {
        throw fileError(error, shown);
      });
      // A junction counts as a link here: libuv reports both kinds of reparse point that name another place as links.
      if (seen.isSymbolicLink()) throw linkError(shown);
      if (!seen.isDirectory()) throw notFolderError(shown);
      const child = checkedAnchor([...levels, { path: childPath, seen, shown }]);
      await child.confirm();
      return child;
    },
    async confirm() {
      for (const level of levels) {
        const now = await lstat(level.path, { bigint: true }).catch((error: unknown) => {
          throw movedError(level.shown, error);
        });
        if (now.isSymbolicLink() || !sameEntry(now, level.seen)) throw movedError(level.shown);
      }
      const real = await realpath(own.path).catch((error: unknown) => {
        throw movedError(own.shown, error);
      });
      const way = path.relative(root.path, real);
      if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)) throw movedError(own.shown);
    },
    close: () => Promise.resolve(),
  };
}
