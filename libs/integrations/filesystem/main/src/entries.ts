import type { Entry } from '@wiz/contract-filesystem';
import { IntegrationError, isIntegrationError, throwIfAborted } from '@wiz/core';
import type { BigIntStats } from 'node:fs';
import { lstat, mkdir, stat } from 'node:fs/promises';
import type { Anchor } from './anchor.ts';
import { entryKind } from './entry-kind.ts';
import { codeOf, fileError, quoted } from './file-error.ts';
import type { FolderClient } from './folder-client.ts';
import type { FilesystemHandlers } from './handlers.ts';
import { ListPage } from './list-page.ts';
import { namesIn, type Line } from './names-in.ts';
import { splitLast } from './split-last.ts';
import { syncFolder } from './sync-folder.ts';
import { isTemporary } from './temporary-name.ts';
import { moveToTrash } from './trash.ts';

/** Entries that are looked at together: enough to keep the disk busy, few enough to leave it to others too. */
const together = 16;

export const entryHandlers = {
  async list({ path, limit, cursor }, { client, signal }) {
    const names = client.parse(path);
    return client.within(names, signal, async (folder) => {
      const page = new ListPage(limit, cursor);
      for await (const line of namesIn(folder, signal)) if (!isTemporary(line.shown)) page.add(line);
      const { lines, nextCursor } = page.finish();
      const entries: Entry[] = [];
      for (let start = 0; start < lines.length; start += together) {
        throwIfAborted(signal);
        const looked = await Promise.all(lines.slice(start, start + together).map((line) => look(client, folder, names, line)));
        entries.push(...looked.filter((entry) => entry !== undefined));
      }
      await folder.confirm();
      return {
        path: names.join('/'),
        entries,
        total: page.total,
        unreachable: entries.filter((entry) => entry.path === null).length,
        nextCursor,
      };
    });
  },

  async stat({ path }, { client, signal }) {
    const names = client.parse(path);
    const [parents, name] = splitLast(names);
    return client.within(parents, signal, async (folder) => {
      // The folder itself was opened without following a link, so looking through its handle is looking at itself.
      const seen = name === undefined ? await stat(folder.self, { bigint: true }) : await lookAt(folder, name, names.join('/'));
      await folder.confirm();
      const created = Number(seen.birthtimeMs);
      return {
        path: names.join('/'),
        name: name ?? client.label,
        kind: entryKind(seen),
        ...facts(seen),
        created: created > 0 ? created : null,
      };
    });
  },

  async createFolder({ path }, { client, signal }) {
    const names = client.parse(path, true);
    const shown = names.join('/');
    return client.within([], signal, async (root) => {
      let folder = root;
      let created = false;
      try {
        for (const name of names) {
          throwIfAborted(signal);
          created = await ensureFolder(folder, name, shown);
          const next = await folder.descend(name);
          if (folder !== root) await folder.close();
          folder = next;
        }
      } finally {
        if (folder !== root) await folder.close();
      }
      return { path: shown, created };
    });
  },

  delete: ({ path }, { client, host, signal }) => moveToTrash(client, path, host, signal),
} satisfies Partial<FilesystemHandlers>;

function facts(seen: BigIntStats): { readonly size: number | null; readonly modified: number } {
  return { size: seen.isFile() ? Number(seen.size) : null, modified: Number(seen.mtimeMs) };
}

/** A line with size and time; undefined when it has gone meanwhile. */
async function look(client: FolderClient, folder: Anchor, names: readonly string[], line: Line): Promise<Entry | undefined> {
  const path = line.exact && client.accepts(line.shown) ? [...names, line.shown].join('/') : null;
  try {
    const seen = await lstat(folder.at(line.raw), { bigint: true });
    return { name: line.shown, kind: entryKind(seen), ...facts(seen), path };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    // The folder may be listed but not looked into, or Windows keeps this one to itself: the names are still worth showing.
    if (isClosed(error)) return { name: line.shown, kind: line.kind, size: null, modified: null, path };
    throw fileError(error, line.shown);
  }
}

function isClosed(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM' || code === 'EBUSY' || code === 'UNKNOWN';
}

async function lookAt(folder: Anchor, name: string, shown: string): Promise<BigIntStats> {
  return lstat(folder.at(name), { bigint: true }).catch((error: unknown) => {
    throw fileError(error, shown);
  });
}

/** Whether the folder had to be made. */
async function ensureFolder(folder: Anchor, name: string, shown: string): Promise<boolean> {
  await folder.confirm();
  try {
    await mkdir(folder.at(name));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw fileError(error, shown);
    const child = await folder.descend(name).catch((problem: unknown) => {
      if (!isIntegrationError(problem) || problem.category !== 'validation_error') throw problem;
      throw new IntegrationError('conflict', `There is a file named ${quoted(name)} already. Choose another name for the folder.`, {
        cause: problem,
      });
    });
    await child.close();
    return false;
  }
  await syncFolder(folder);
  return true;
}
