import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readSession } from './session.ts';

/** Names in the trash of the session's own home folder. Only Linux has one there; elsewhere it is the real user's. */
export async function namesInTrash(): Promise<readonly string[]> {
  const folder = path.join(readSession().work, 'home', '.local', 'share', 'Trash', 'files');
  return readdir(folder).catch(() => []);
}
