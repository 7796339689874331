import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { handOver, makeWorkFolder } from './work-folder.ts';

/** So many names are given to one file: most disks allow no more than 1024 (NTFS). */
const namesPerFile = 1000;

/**
 * A folder that takes long to search and little room: `count` names for large files, each with the word “needle” once.
 *
 * @param count files that the search will find
 * @param bytes of each of them
 */
export async function makeBusyFolder(count: number, bytes: number): Promise<string> {
  const folder = await makeWorkFolder('busy');
  const line = 'nothing to see in this line, nor in the next one\n';
  const content = `a needle\n${line.repeat(Math.ceil(bytes / line.length))}`;
  for (let at = 0; at < count; at += 1) {
    const part = path.join(folder, `part-${String(Math.floor(at / namesPerFile)).padStart(2, '0')}`);
    const file = path.join(part, `document-${String(at).padStart(5, '0')}.txt`);
    if (at % namesPerFile === 0) {
      mkdirSync(part);
      writeFileSync(file, content);
    } else {
      linkSync(path.join(part, `document-${String(at - (at % namesPerFile)).padStart(5, '0')}.txt`), file);
    }
  }
  await handOver(folder);
  return folder;
}
