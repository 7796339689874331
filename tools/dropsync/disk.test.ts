import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Disk, type Fate, type Image } from './disk.ts';
import { readEvents, type DiskEvent } from './events.ts';
import { fateByLot, plainFates } from './fates.ts';
import { Promises } from './promises.ts';
import { prove } from './prove.ts';

const empty: Image = { folders: [], files: new Map() };
const opening = (fd: number, path: string): DiskEvent => ({ kind: 'open', fd, path, created: false, emptied: false });
const making = (fd: number, path: string): DiskEvent => ({ kind: 'open', fd, path, created: true, emptied: false });
const writing = (fd: number, offset: number, text: string): DiskEvent => ({ kind: 'write', fd, offset, data: Buffer.from(text) });
const sync = (fd: number): DiskEvent => ({ kind: 'sync', fd });

function after(events: readonly DiskEvent[], start: Image = empty): Disk {
  const disk = new Disk(start, (name) => name.endsWith('-shm'));
  for (const event of events) disk.apply(event);
  return disk;
}

/** What a plain fate leaves: files with their text, folders with a slash. */
function left(disk: Disk, fate: keyof typeof plainFates): Record<string, string> {
  const { folders, files } = disk.image(plainFates[fate]);
  return {
    ...Object.fromEntries(folders.map((name) => [`${name}/`, ''])),
    ...Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()])),
  };
}

describe('a disk that drops what was not synced', () => {
  it('keeps bytes from the sync of their file on, and a name from the sync of its folder on', () => {
    const made = [making(3, 'a'), writing(3, 0, 'text')];
    const none = after(made);
    expect(left(none, 'nothing')).toEqual({});
    expect(left(none, 'everything')).toEqual({ a: 'text' });
    expect(left(none, 'names alone')).toEqual({ a: '' });
    expect(left(none, 'bytes alone')).toEqual({});
    const file = after([...made, sync(3)]);
    expect(left(file, 'nothing')).toEqual({});
    expect(left(file, 'names alone')).toEqual({ a: 'text' });
    const folder = after([...made, opening(4, ''), sync(4)]);
    expect(left(folder, 'nothing')).toEqual({ a: '' });
    expect(left(folder, 'bytes alone')).toEqual({ a: 'text' });
    expect(left(after([...made, sync(3), opening(4, ''), sync(4)]), 'nothing')).toEqual({ a: 'text' });
  });

  it('keeps a folder’s own names apart from those above it', () => {
    const made: DiskEvent[] = [{ kind: 'mkdir', path: 'data' }, making(3, 'data/a'), writing(3, 0, 'text'), sync(3)];
    const inner = after([...made, opening(4, 'data'), sync(4)]);
    expect(left(inner, 'nothing')).toEqual({});
    expect(left(inner, 'everything')).toEqual({ 'data/': '', 'data/a': 'text' });
    expect(left(after([...made, opening(4, ''), sync(4)]), 'nothing')).toEqual({ 'data/': '' });
  });

  it('renames and takes away from one moment to the next', () => {
    const start: Image = { folders: [], files: new Map([['a', Buffer.from('old')]]) };
    const renamed = after([making(3, 'b'), writing(3, 0, 'new'), sync(3), { kind: 'rename', from: 'b', to: 'a' }], start);
    expect(left(renamed, 'nothing')).toEqual({ a: 'old' });
    expect(left(renamed, 'everything')).toEqual({ a: 'new' });
    const dropped: Fate = { names: () => [true, false], data: ({ length }) => Array.from({ length }, () => true) };
    expect([...renamed.image(dropped).files].map(String)).toEqual(['a,old', 'b,new']);
    const gone = after([{ kind: 'unlink', path: 'a' }], start);
    expect(left(gone, 'nothing')).toEqual({ a: 'old' });
    expect(left(gone, 'everything')).toEqual({});
  });

  it('writes some sectors of a write and not others, with the new length or without', () => {
    const start: Image = { folders: [], files: new Map([['a', Buffer.from('.'.repeat(600))]]) };
    const disk = after([opening(3, 'a'), writing(3, 500, 'x'.repeat(1000))], start);
    const torn = (sectors: readonly number[], length: boolean): string =>
      String(disk.image({ names: () => [], data: () => [{ sector: (number) => sectors.includes(number), length }] }).files.get('a'));
    expect(torn([0], false)).toBe(`${'.'.repeat(500)}${'x'.repeat(12)}${'.'.repeat(88)}`);
    expect(torn([1], false)).toBe(`${'.'.repeat(512)}${'x'.repeat(512)}`);
    expect(torn([2], false)).toBe(`${'.'.repeat(600)}${'\0'.repeat(424)}${'x'.repeat(476)}`);
    expect(torn([], true)).toBe(`${'.'.repeat(600)}${'\0'.repeat(900)}`);
  });

  it('forgets what a file is shortened by, and fills what it grows by with zeros', () => {
    const events: DiskEvent[] = [
      making(3, 'a'),
      writing(3, 0, 'abcdef'),
      { kind: 'resize', file: 3, size: 2 },
      { kind: 'resize', file: 'a', size: 4 },
    ];
    expect(left(after(events), 'everything')).toEqual({ a: 'ab\0\0' });
    const grown = after([...events, { kind: 'grow', fd: 3, size: 3 }, { kind: 'grow', fd: 3, size: 5 }]);
    expect(left(grown, 'everything')).toEqual({ a: 'ab\0\0\0' });
  });

  it('refuses what it cannot follow, but for files that count for nothing', () => {
    expect(() => after([writing(3, 0, 'text')])).toThrow(/never opened/);
    expect(() => after([opening(3, 'a')])).toThrow(/never made/);
    const mapped = (name: string): DiskEvent[] => [making(3, name), { kind: 'strange', fd: 3, path: '' }];
    expect(() => after(mapped('a'))).toThrow(/“a” was changed/);
    expect(left(after(mapped('a-shm')), 'everything')).toEqual({});
  });
});

describe('a fate by lot', () => {
  it('is the same for the same seed, and differs between seeds', () => {
    const changes = Array.from({ length: 20 }, (_, at) => ({ kind: 'resize', size: at }) as const);
    const drawn = (seed: number): string => {
      const fate = fateByLot(seed);
      return JSON.stringify([fate.names(20), fate.data(changes)]);
    };
    expect(drawn(7)).toBe(drawn(7));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => drawn(seed))).size).toBeGreaterThan(40);
  });
});

describe('a record', () => {
  it('that is cut off, or none, is refused', () => {
    const head = Buffer.alloc(32);
    head.writeInt32LE('W'.charCodeAt(0), 0);
    head.writeUInt32LE(3, 28);
    expect(readEvents(Buffer.concat([head, Buffer.from('abc')]), '/d')).toEqual([
      { kind: 'write', fd: 0, offset: 0, data: Buffer.from('abc') },
    ]);
    expect(() => readEvents(Buffer.concat([head, Buffer.from('ab')]), '/d')).toThrow(RangeError);
    expect(() => readEvents(Buffer.alloc(32), '/d')).toThrow(/unknown kind/);
  });
});

describe('promises', () => {
  it('name what was lost, and what is neither old nor new', () => {
    const promises = new Promises();
    expect(promises.read('{"begun":0,"state":"A"}\n{"begun":1,"sta')).toBe(false);
    expect(promises.read('te":"B"}\n{"begun":2,"state":"C"}\n{"kept":1}\n')).toBe(true);
    expect(promises.broken('A')).toMatch(/^lost: only changes up to 0 /);
    expect(promises.broken('B')).toBeUndefined();
    expect(promises.broken('C')).toBeUndefined();
    expect(promises.broken('D')).toMatch(/^neither old nor new/);
    expect(() => promises.read('{"kept":3}\n')).toThrow(/not a mark/);
    expect(() => promises.read('{"begun":7,"state":"Z"}\n')).toThrow(/not a mark/);
  });
});

describe('a proof', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-prove-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds each disk that breaks a promise or gives cause to complain, and says how it came to be', async () => {
    const events: DiskEvent[] = [
      { kind: 'mark', text: '{"begun":0,"state":""}\n{"begun":1,"state":"text"}\n' },
      making(3, 'a'),
      writing(3, 0, 'text'),
      { kind: 'mark', text: '{"kept":1}\n' },
    ];
    const looked: string[] = [];
    const { cuts, different, faults } = await prove({
      recording: { start: empty, events },
      look: (where) => {
        looked.push(where);
        return Promise.resolve({ state: '', complaints: looked.length === 1 ? ['not as it was'] : [] });
      },
      folder,
      leftOut: () => false,
      lots: 0,
      share: 1,
      seed: 1,
    });
    expect({ cuts, different }).toEqual({ cuts: 2, different: 3 });
    expect(faults).toContain('cut before event 4, the end, left with nothing: not as it was');
    expect(faults).toContain(
      'cut before event 4, the end, left with everything: lost: only changes up to 0 are there, and 1 was acknowledged',
    );
  });
});
