import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface ManyFiles {
  /** Files in all. */
  readonly count: number;
  /** Files in one folder. @default 100 */
  readonly perFolder?: number;
  /** What every `every`-th file holds in one of its lines. */
  readonly needle?: { readonly text: string; readonly every: number };
  /** Lines of each file. @default 20 */
  readonly lines?: number;
}

/**
 * Fills a folder with text files `folder-0000/file-00000.txt` and so on.
 *
 * @returns how many of them hold the needle
 */
export async function manyFiles(root: string, { count, perFolder = 100, needle, lines = 20 }: ManyFiles): Promise<number> {
  let holding = 0;
  for (let start = 0; start < count; start += perFolder) {
    const folder = path.join(root, `folder-${String(start / perFolder).padStart(4, '0')}`);
    await mkdir(folder, { recursive: true });
    const numbers = Array.from({ length: Math.min(perFolder, count - start) }, (_, index) => start + index);
    await Promise.all(
      numbers.map((number) => {
        const holds = needle !== undefined && number % needle.every === 0;
        if (holds) holding += 1;
        const text = Array.from({ length: lines }, (_, line) =>
          holds && line === 3 ? `here is ${needle.text} to find` : `line ${String(line)} of file ${String(number)}, nothing special`,
        );
        return writeFile(path.join(folder, `file-${String(number).padStart(5, '0')}.txt`), `${text.join('\n')}\n`);
      }),
    );
  }
  return holding;
}
