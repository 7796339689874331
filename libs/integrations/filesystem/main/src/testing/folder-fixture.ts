import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A real folder that goes away again. */
export interface FolderFixture {
  /** Its real path. */
  readonly path: string;
  /** The whole path of a place in it; parts joined by `/`. */
  at(place: string): string;
  /** Writes a file, with the folders above it; returns its whole path. */
  file(place: string, content: string | Uint8Array): Promise<string>;
  dispose(): Promise<void>;
}

/**
 * Makes a folder on the disk.
 *
 * @param files contents by place, parts joined by `/`
 * @param parent where it is made; a memory disk has no trash. @default the system's folder for temporary files
 */
export async function folderFixture(files: Readonly<Record<string, string | Uint8Array>> = {}, parent = tmpdir()): Promise<FolderFixture> {
  const root = await realpath(await mkdtemp(path.join(parent, 'wiz-folder-')));
  const at = (place: string): string => path.join(root, ...place.split('/'));
  const fixture: FolderFixture = {
    path: root,
    at,
    async file(place, content) {
      const whole = at(place);
      await mkdir(path.dirname(whole), { recursive: true });
      await writeFile(whole, content);
      return whole;
    },
    dispose: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
  for (const [place, content] of Object.entries(files)) await fixture.file(place, content);
  return fixture;
}
