import type { EntryKind } from '@wiz/contract-filesystem';

/** What both a look at an entry and a line of a listing can tell. */
interface Kinded {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The contract's word for a kind of entry. */
export function entryKind(seen: Kinded): EntryKind {
  if (seen.isSymbolicLink()) return 'link';
  if (seen.isDirectory()) return 'folder';
  return seen.isFile() ? 'file' : 'other';
}
