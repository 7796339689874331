import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The files of the store by name, with their sizes in bytes. Empty when the folder cannot be read. */
export async function dataFiles(folder: string): Promise<Readonly<Record<string, number>>> {
  const names = await readdir(folder).catch(() => []);
  const sized = names
    .filter((name) => name.startsWith('wiz.db'))
    .map(
      async (name) =>
        [
          name,
          await stat(path.join(folder, name)).then(
            ({ size }) => size,
            () => -1,
          ),
        ] as const,
    );
  return Object.fromEntries(await Promise.all(sized));
}
