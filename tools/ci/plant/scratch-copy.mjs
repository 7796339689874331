// A copy of the workspace in which anything may be broken: files of its own, packages by links.
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { projectFolders } from './project-folders.mjs';

/** What is made anew in a copy, or is history. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.nx', '.git']);

/**
 * Copies a workspace into the system's temporary folder. Its packages are links to those that are installed; the workspace's own
 * packages lead into the copy, for what follows a link finds real paths, and must not find the original there.
 * @param {string} root the workspace
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>} `folder` as a real path
 * @throws {Error} what the disk says; nothing is left then
 */
export async function makeScratchCopy(root) {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'wiz-plant-')));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await cp(root, folder, { recursive: true, filter: (source) => source === root || !LEFT_OUT.has(path.basename(source)) });
    for (const place of ['.', ...(await projectFolders(root)).values()]) {
      await linkPackages(root, folder, path.join(place, 'node_modules'));
    }
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** @param {string} root @param {string} folder @param {string} place a `node_modules`, relative to both */
async function linkPackages(root, folder, place) {
  const entries = await readdir(path.join(root, place)).catch(() => []);
  await mkdir(path.join(folder, place), { recursive: true });
  for (const entry of entries) {
    // Caches of tools: each workspace has its own.
    if (entry.startsWith('.vite')) continue;
    const source = path.join(root, place, entry);
    const target = path.join(folder, place, entry);
    if (entry === '@wiz') await linkOwn(root, folder, source, target);
    else await link(source, target);
  }
}

/** @param {string} root @param {string} folder @param {string} source @param {string} target */
async function linkOwn(root, folder, source, target) {
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) {
    const original = await realpath(path.join(source, name)).catch(() => undefined);
    if (original !== undefined) await link(path.join(folder, path.relative(await realpath(root), original)), path.join(target, name));
  }
}

/** A junction needs no rights on Windows; elsewhere the kind is not asked. @param {string} source @param {string} target */
function link(source, target) {
  return path.extname(source) === '.json' ? cp(source, target) : symlink(source, target, 'junction');
}
