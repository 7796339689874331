import { constants } from 'node:fs';
import { lstat, open, readlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { linkError, movedError, notFolderError, sameEntry, type Anchor } from './anchor.ts';
import { codeOf, fileError } from './file-error.ts';

/** Linux's O_PATH: a handle that only names a place and needs no right to read it. Node does not list it; open(2). */
const openPath = 0x20_0000;
const folderFlags = openPath | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Linux: every step goes through the handle of the step before (`/proc/self/fd/<n>/name`, which is what
 * openat(2) does), so that nothing that is renamed or replaced meanwhile can lead elsewhere.
 */
export async function openDescriptorAnchor(realRoot: string): Promise<Anchor> {
  const handle = await open(realRoot, folderFlags);
  try {
    // The folders above the root were walked by name. What was opened says itself where it lies.
    if ((await readlink(procPath(handle))) !== realRoot) throw movedError(path.basename(realRoot));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return descriptorAnchor(handle, { handle, real: realRoot }, '');
}

interface Root {
  readonly handle: FileHandle;
  real: string;
}

function descriptorAnchor(handle: FileHandle, root: Root, shown: string): Anchor {
  const self = procPath(handle);
  const at = (name: string | Buffer): string | Buffer =>
    typeof name === 'string' ? `${self}/${name}` : Buffer.concat([Buffer.from(`${self}/`), name]);
  const confirm = async (): Promise<void> => {
    if (inside(root.real, await readlink(self))) return;
    // The connected folder as a whole may have been renamed: that does not change what is inside it.
    root.real = await readlink(procPath(root.handle));
    if (!inside(root.real, await readlink(self))) throw movedError(shown);
  };
  return {
    at,
    self,
    async descend(name) {
      const childShown = shown === '' ? name : `${shown}/${name}`;
      try {
        return descriptorAnchor(await open(at(name), folderFlags), root, childShown);
      } catch (error) {
        // Linux answers ENOTDIR or ELOOP for a link, whatever it points to.
        if (codeOf(error) === 'ENOTDIR' || codeOf(error) === 'ELOOP') {
          const found = await lstat(at(name)).catch(() => undefined);
          if (found !== undefined) throw found.isSymbolicLink() ? linkError(childShown) : notFolderError(childShown);
        }
        throw fileError(error, childShown);
      }
    },
    confirm,
    async holds(name, entry) {
      const now = await lstat(at(name), { bigint: true });
      await confirm();
      return sameEntry(now, entry);
    },
    close: () => handle.close(),
  };
}

function procPath(handle: FileHandle): string {
  return `/proc/self/fd/${String(handle.fd)}`;
}

function inside(root: string, place: string): boolean {
  return place === root || place.startsWith(root.endsWith('/') ? root : `${root}/`);
}
