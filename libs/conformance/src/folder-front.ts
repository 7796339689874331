import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { treeOf } from './folder-tree.ts';
import type { Front } from './front.ts';
import type { FolderStandIn } from './stand-in.ts';

/** Where Linux shows what a process has open. */
const handles = '/proc/self/fd';

/**
 * The front of a folder: nothing stands between it and who uses it, so that no piece of work can be counted, held or lost;
 * but what is in it can be looked at, and what is open below it.
 */
export interface FolderFront extends Front {
  readonly over: 'folder';
  readonly path: string;
  /** Whether `open` can tell anything on this system. */
  readonly seesHandles: boolean;
}

/** What stands for a folder. @param place another folder than the stand-in’s own. @default its own */
export function folderFront(standIn: FolderStandIn, place = standIn.path): FolderFront {
  const open = openHandles();
  return {
    ...{ over: 'folder', address: place, path: place, arrived: 0, underWay: 0, seesHandles: open !== undefined },
    get open() {
      return (openHandles() ?? []).filter((target) => target === place || target.startsWith(`${place}${path.sep}`)).length;
    },
    sent: () => '',
    state: async () => (await treeOf(place)).join('\n'),
    restart: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** What this process has open, by its address; undefined where the system does not show it. */
function openHandles(): readonly string[] | undefined {
  try {
    return readdirSync(handles).flatMap((handle) => {
      try {
        return [readlinkSync(path.join(handles, handle))];
      } catch {
        // It was that of this very look.
        return [];
      }
    });
  } catch {
    return undefined;
  }
}
