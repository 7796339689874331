import type { DiskEvent } from './events.ts';

/** What a disk holds: files by path, and the paths of all folders. Paths are relative, with `/`. */
export interface Image {
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A change of a file that no sync has confirmed. */
export type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly size: number }
  | { readonly kind: 'grow'; readonly size: number };

/** How much of a change has reached the disk: all, nothing, or some of a write's sectors, with the file's length or without. */
export type Reached = boolean | { readonly sector: (number: number) => boolean; readonly length: boolean };

/** Decides what of the unconfirmed changes has reached the disk. */
export interface Fate {
  /** Of `count` changes of names (made, renamed, taken away), in their order. */
  names(count: number): readonly boolean[];
  /** Of one file's changes, in their order. */
  data(changes: readonly Change[]): readonly Reached[];
}

/** Bytes that a disk writes wholly or not at all. */
export const sectorSize = 512;

class FileNode {
  readonly kind = 'file';
  synced: Buffer;
  /** Since the last sync. */
  changes: Change[] = [];

  constructor(synced: Buffer) {
    this.synced = synced;
  }
}

class FolderNode {
  readonly kind = 'folder';
  readonly synced: Map<string, Node>;
  readonly now: Map<string, Node>;

  constructor(entries: ReadonlyMap<string, Node> = new Map()) {
    this.synced = new Map(entries);
    this.now = new Map(entries);
  }
}

type Node = FileNode | FolderNode;

/** Names that change together: both of a rename, or one. */
type NameChange = readonly { readonly folder: FolderNode; readonly name: string; readonly node: Node | undefined }[];

/**
 * A disk that keeps apart what was synced and what was not. A file's sync confirms its bytes and its length; its name is
 * confirmed by a sync of its folder, and by nothing else.
 */
export class Disk {
  readonly #root: FolderNode;
  readonly #leftOut: (name: string) => boolean;
  readonly #open = new Map<number, { readonly node: Node; readonly path: string }>();
  #names: NameChange[] = [];

  /** @param leftOut names of files that are no part of the images, for they count for nothing after a cut */
  constructor(start: Image, leftOut: (name: string) => boolean) {
    this.#root = new FolderNode();
    this.#leftOut = leftOut;
    for (const folder of start.folders) this.#place(folder, new FolderNode());
    for (const [file, bytes] of start.files) this.#place(file, new FileNode(bytes));
    this.#confirm(() => true);
  }

  /** @throws {RangeError} for what does not fit with what came before, or what the model does not know */
  apply(event: DiskEvent): void {
    switch (event.kind) {
      case 'open': {
        if (event.created) this.#place(event.path, new FileNode(Buffer.alloc(0)));
        const node = this.#find(event.path);
        this.#open.set(event.fd, { node, path: event.path });
        if (event.emptied && !event.created) fileOf(node).changes.push({ kind: 'resize', size: 0 });
        return;
      }
      case 'write':
        fileOf(this.#opened(event.fd).node).changes.push({ kind: 'write', offset: event.offset, data: event.data });
        return;
      case 'resize': {
        const node = typeof event.file === 'number' ? this.#opened(event.file).node : this.#find(event.file);
        fileOf(node).changes.push({ kind: 'resize', size: event.size });
        return;
      }
      case 'grow':
        fileOf(this.#opened(event.fd).node).changes.push({ kind: 'grow', size: event.size });
        return;
      case 'sync':
        this.#sync(this.#opened(event.fd).node);
        return;
      case 'rename': {
        const node = this.#find(event.from);
        this.#change([
          { ...this.#parent(event.from), node: undefined },
          { ...this.#parent(event.to), node },
        ]);
        return;
      }
      case 'link':
        this.#place(event.to, this.#find(event.from));
        return;
      case 'unlink':
        this.#change([{ ...this.#parent(event.path), node: undefined }]);
        return;
      case 'mkdir':
        this.#place(event.path, new FolderNode());
        return;
      case 'strange': {
        const path = event.path === '' ? this.#opened(event.fd).path : event.path;
        if (!this.#leftOut(path)) throw new RangeError(`“${path}” was changed in a way that the record cannot follow`);
        return;
      }
      case 'mark':
    }
  }

  /** What the disk holds after a cut at this moment. */
  image(fate: Fate): Image {
    const kept = fate.names(this.#names.length);
    const folders = new Map<FolderNode, Map<string, Node>>();
    const entries = (folder: FolderNode): Map<string, Node> => {
      const known = folders.get(folder) ?? new Map(folder.synced);
      folders.set(folder, known);
      return known;
    };
    for (const [at, change] of this.#names.entries()) {
      if (kept[at] !== true) continue;
      for (const { folder, name, node } of change) enter(entries(folder), name, node);
    }
    const image = { folders: [] as string[], files: new Map<string, Buffer>() };
    const add = (folder: FolderNode, path: string): void => {
      for (const [name, node] of entries(folder)) {
        const whole = path === '' ? name : `${path}/${name}`;
        if (node.kind === 'folder') {
          image.folders.push(whole);
          add(node, whole);
        } else if (!this.#leftOut(name)) image.files.set(whole, after(node.synced, node.changes, fate.data(node.changes)));
      }
    };
    add(this.#root, '');
    return image;
  }

  #sync(node: Node): void {
    if (node.kind === 'folder') {
      this.#confirm((change) => change.some(({ folder }) => folder === node));
      return;
    }
    node.synced = after(
      node.synced,
      node.changes,
      node.changes.map(() => true),
    );
    node.changes = [];
  }

  #confirm(which: (change: NameChange) => boolean): void {
    for (const change of this.#names.filter(which)) for (const { folder, name, node } of change) enter(folder.synced, name, node);
    this.#names = this.#names.filter((change) => !which(change));
  }

  #change(change: NameChange): void {
    for (const { folder, name, node } of change) enter(folder.now, name, node);
    this.#names.push(change);
  }

  #place(path: string, node: Node): void {
    this.#change([{ ...this.#parent(path), node }]);
  }

  #parent(path: string): { readonly folder: FolderNode; readonly name: string } {
    const cut = path.lastIndexOf('/');
    const folder = this.#find(path.slice(0, Math.max(0, cut)));
    if (folder.kind !== 'folder') throw new RangeError(`“${path}” is in no folder`);
    return { folder, name: path.slice(cut + 1) };
  }

  #find(path: string): Node {
    let node: Node | undefined = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) node = node?.kind === 'folder' ? node.now.get(name) : undefined;
    if (node === undefined) throw new RangeError(`the record speaks of “${path}”, which was never made`);
    return node;
  }

  #opened(fd: number): { readonly node: Node; readonly path: string } {
    const opened = this.#open.get(fd);
    if (opened === undefined) throw new RangeError(`the record speaks of the open file ${String(fd)}, which was never opened`);
    return opened;
  }
}

function enter(entries: Map<string, Node>, name: string, node: Node | undefined): void {
  if (node === undefined) entries.delete(name);
  else entries.set(name, node);
}

function fileOf(node: Node): FileNode {
  if (node.kind !== 'file') throw new RangeError('the record writes into a folder');
  return node;
}

/** The bytes of a file after what reached the disk of its changes. What was never written in its length reads as zeros. */
function after(synced: Buffer, changes: readonly Change[], reached: readonly Reached[]): Buffer {
  if (changes.length === 0) return synced;
  const most = changes.reduce((size, change) => Math.max(size, endOf(change)), synced.length);
  const bytes = Buffer.alloc(most);
  synced.copy(bytes);
  let size = synced.length;
  for (const [at, change] of changes.entries()) {
    const fate = reached[at] ?? false;
    if (fate === false) continue;
    if (change.kind === 'write') {
      const end = copySectors(bytes, change, fate);
      size = Math.max(size, fate === true || fate.length ? endOf(change) : end);
    } else if (change.kind === 'grow') size = Math.max(size, change.size);
    else {
      if (change.size < size) bytes.fill(0, change.size, size);
      size = change.size;
    }
  }
  return bytes.subarray(0, size);
}

function endOf(change: Change): number {
  return change.kind === 'write' ? change.offset + change.data.length : change.size;
}

/** Returns where the last byte ends that reached the disk. */
function copySectors(bytes: Buffer, { offset, data }: Extract<Change, { kind: 'write' }>, fate: Exclude<Reached, false>): number {
  if (fate === true) {
    data.copy(bytes, offset);
    return offset + data.length;
  }
  let end = 0;
  for (let from = offset; from < offset + data.length;) {
    const sector = Math.floor(from / sectorSize);
    const to = Math.min((sector + 1) * sectorSize, offset + data.length);
    if (fate.sector(sector)) {
      data.copy(bytes, from, from - offset, to - offset);
      end = to;
    }
    from = to;
  }
  return end;
}
