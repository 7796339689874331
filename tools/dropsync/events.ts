/** One thing that happened to the recorded files. Paths are relative to the recorded folder, with `/`; the folder itself is ''. */
export type DiskEvent =
  | { readonly kind: 'open'; readonly fd: number; readonly path: string; readonly created: boolean; readonly emptied: boolean }
  | { readonly kind: 'write'; readonly fd: number; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly file: number | string; readonly size: number }
  | { readonly kind: 'grow'; readonly fd: number; readonly size: number }
  | { readonly kind: 'sync'; readonly fd: number }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink' | 'mkdir'; readonly path: string }
  /** Something that the disk's model does not know. */
  | { readonly kind: 'strange'; readonly fd: number; readonly path: string }
  /** What the process wrote to its file of marks. */
  | { readonly kind: 'mark'; readonly text: string };

/** Bytes before the path and the data of an entry: `struct entry` of recorder.c. */
const headLength = 32;

/**
 * Reads the record of a process.
 * @param folder the recorded folder, as the recorder was given it
 * @throws {RangeError} for a record that was cut off, or is none
 */
export function readEvents(record: Buffer, folder: string): DiskEvent[] {
  const events: DiskEvent[] = [];
  for (let at = 0; at < record.length;) {
    const kind = String.fromCharCode(record.readInt32LE(at));
    const fd = record.readInt32LE(at + 4);
    const offset = Number(record.readBigInt64LE(at + 8));
    const size = Number(record.readBigInt64LE(at + 16));
    const pathEnd = at + headLength + record.readUInt32LE(at + 24);
    const end = pathEnd + record.readUInt32LE(at + 28);
    if (end > record.length) throw new RangeError(`the record ends in the middle of an entry at byte ${String(at)}`);
    const path = relative(record.toString('utf8', at + headLength, pathEnd), folder);
    const data = record.subarray(pathEnd, end);
    events.push(eventOf(kind, { fd, offset, size, path, data, folder }));
    at = end;
  }
  return events;
}

interface Entry {
  readonly fd: number;
  readonly offset: number;
  readonly size: number;
  readonly path: string;
  readonly data: Buffer;
  readonly folder: string;
}

function eventOf(kind: string, { fd, offset, size, path, data, folder }: Entry): DiskEvent {
  switch (kind) {
    case 'O':
      return { kind: 'open', fd, path, created: (offset & 1) !== 0, emptied: (offset & 2) !== 0 };
    case 'W':
      return { kind: 'write', fd, offset, data };
    case 'T':
      return { kind: 'resize', file: fd, size };
    case 't':
      return { kind: 'resize', file: path, size };
    case 'G':
      return { kind: 'grow', fd, size: offset + size };
    case 'S':
      return { kind: 'sync', fd };
    case 'R':
      return { kind: 'rename', from: path, to: relative(data.toString('utf8'), folder) };
    case 'L':
      return { kind: 'link', from: path, to: relative(data.toString('utf8'), folder) };
    case 'U':
      return { kind: 'unlink', path };
    case 'M':
      return { kind: 'mkdir', path };
    case 'K':
      return { kind: 'mark', text: data.toString('utf8') };
    case 'X':
      return { kind: 'strange', fd, path };
    default:
      throw new RangeError(`the record has an entry of the unknown kind “${kind}”`);
  }
}

function relative(path: string, folder: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path === folder ? '' : path;
}
