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

/**
 * How often a look is repeated while names are being changed in the folders above. Without such a change between the
 * looks before and after it, a folder cannot have been replaced and put back unseen.
 */
const rounds = 10;

function checkedAnchor(levels: readonly [Level, ...Level[]]): Anchor {
  const [root] = levels;
  const own = levels.at(-1) ?? root;
  const at = (name: string | Buffer): string | Buffer =>
    typeof name === 'string' ? path.join(own.path, name) : Buffer.concat([Buffer.from(own.path + path.sep), name]);
  /** Looks at the whole way again; answers when names in the folders above were last changed. */
  const confirm = async (): Promise<string> => {
    const times: bigint[] = [];
    for (const level of levels) {
      const now = await lstat(level.path, { bigint: true }).catch((error: unknown) => {
        throw movedError(level.shown, error);
      });
      if (now.isSymbolicLink() || !sameEntry(now, level.seen)) throw movedError(level.shown);
      if (level !== own) times.push(now.mtimeNs, now.ctimeNs);
    }
    const real = await realpath(own.path).catch((error: unknown) => {
      throw movedError(own.shown, error);
    });
    const way = path.relative(root.path, real);
    if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)) throw movedError(own.shown);
    return times.join(' ');
  };
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
    confirm,
    async holds(name, entry) {
      for (let round = 0; round < rounds; round += 1) {
        const before = await confirm();
        const now = await lstat(at(name), { bigint: true });
        if (before === (await confirm())) return sameEntry(now, entry);
      }
      throw movedError(own.shown);
    },
    close: () => Promise.resolve(),
  };
}
