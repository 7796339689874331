import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { handOver, makeWorkFolder } from './work-folder.ts';

/**
 * Surroundings in which something opens pages: on Linux the application looks for `xdg-open` first, which a machine without a
 * desktop has not. What is opened is caught before it gets there.
 */
export async function withOpener(): Promise<{ readonly PATH: string }> {
  const folder = await makeWorkFolder('opener');
  const file = path.join(folder, 'xdg-open');
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, 0o755);
  await handOver(folder);
  return { PATH: [folder, process.env['PATH']].join(path.delimiter) };
}
