import { chown, lstat, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readSession } from './session.ts';

/** A new folder that the application may read and write. It goes away with the session. */
export async function makeWorkFolder(name: string): Promise<string> {
  const { work } = readSession();
  const data = path.join(work, 'data');
  await mkdir(data, { recursive: true });
  const folder = await mkdtemp(path.join(data, `${name}-`));
  await handOver(folder);
  return folder;
}

/** Gives what we made to the user whom Electron runs as. Links are not followed. */
export async function handOver(target: string): Promise<void> {
  const { owner } = readSession();
  if (owner !== undefined) await give(Buffer.from(target), owner);
}

/** By bytes, for a name need not be text. */
async function give(target: Buffer, owner: { readonly uid: number; readonly gid: number }): Promise<void> {
  const seen = await lstat(target);
  if (seen.isSymbolicLink()) return;
  await chown(target, owner.uid, owner.gid);
  if (!seen.isDirectory()) return;
  for (const name of await readdir(target, { encoding: 'buffer' })) await give(Buffer.concat([target, Buffer.from(path.sep), name]), owner);
}
