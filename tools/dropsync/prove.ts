import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Disk, type Fate, type Image } from './disk.ts';
import type { DiskEvent } from './events.ts';
import { fateByLot, plainFates, random } from './fates.ts';
import { Promises } from './promises.ts';
import type { Found } from './reader.ts';
import { writeImage, type Recording } from './record.ts';

export interface ProveOptions {
  readonly recording: Pick<Recording, 'start' | 'events'>;
  /** Looks at what a cut has left. */
  readonly look: (folder: string) => Promise<Found>;
  /** Where images are made to be looked at, and taken away afterwards. */
  readonly folder: string;
  readonly leftOut: (name: string) => boolean;
  /** Fates by lot at every cut, besides the four plain ones. */
  readonly lots: number;
  /** The share of all cuts that are made, above 0 and up to 1, chosen by lot. */
  readonly share: number;
  readonly seed: number;
}

export interface Verdict {
  /** Moments at which the power was cut. */
  readonly cuts: number;
  /** Disks that could be left by them and were looked at; of these, how many differ from one another. */
  readonly images: number;
  readonly different: number;
  /** A sentence for each disk that broke a promise. */
  readonly faults: readonly string[];
}

/** Faults that are told; more would say the same. */
const mostFaults = 20;

/**
 * Cuts the power before every sync and change of names, and after every promise; leaves the disk in every plain fate and in some
 * by lot; and looks at what is there. Every promise made before a cut must be kept after it.
 */
export async function prove({ recording, look, folder, leftOut, lots, share, seed }: ProveOptions): Promise<Verdict> {
  const disk = new Disk(recording.start, leftOut);
  const promises = new Promises();
  const choose = random(seed);
  const seen = new Map<string, Promise<Found>>();
  const faults: string[] = [];
  let cuts = 0;
  let images = 0;

  const lookOnce = (image: Image): Promise<Found> => {
    const key = digest(image);
    const known = seen.get(key) ?? lookAt(image, path.join(folder, `image-${String(seen.size)}`), look);
    seen.set(key, known);
    return known;
  };
  const cut = async (at: number): Promise<void> => {
    if (choose() >= share) return;
    cuts += 1;
    const looks = fatesFor(lots, choose).map(async ([name, fate]) => ({ name, ...(await lookOnce(disk.image(fate))) }));
    for (const { name, state, complaints } of await Promise.all(looks)) {
      images += 1;
      const broken = promises.broken(state);
      for (const why of [...complaints, ...(broken === undefined ? [] : [broken])])
        if (faults.length < mostFaults)
          faults.push(`cut before event ${String(at)}, ${described(recording.events[at])}, left with ${name}: ${why}`);
    }
  };

  for (const [at, event] of recording.events.entries()) {
    if (isTurn(event)) await cut(at);
    disk.apply(event);
    if (event.kind === 'mark' && promises.read(event.text)) await cut(at + 1);
  }
  await cut(recording.events.length);
  return { cuts, images, different: seen.size, faults };
}

/** Names of files and folders that the record would make otherwise than the process has left them; none where it saw everything. */
export function differences({ start, events, end }: Recording, leftOut: (name: string) => boolean): readonly string[] {
  const disk = new Disk(start, leftOut);
  for (const event of events) disk.apply(event);
  const made = disk.image(plainFates.everything);
  const names = new Set([...made.files.keys(), ...[...end.files.keys()].filter((name) => !leftOut(name))]);
  return [
    ...[...names].filter((name) => end.files.get(name)?.equals(made.files.get(name) ?? Buffer.from('\0missing')) !== true),
    ...[...new Set([...made.folders, ...end.folders])].filter((name) => !made.folders.includes(name) || !end.folders.includes(name)),
  ];
}

/** Moments before which the most is unsynced. */
function isTurn({ kind }: DiskEvent): boolean {
  return kind === 'sync' || kind === 'rename' || kind === 'unlink' || kind === 'resize';
}

function fatesFor(lots: number, choose: () => number): readonly (readonly [name: string, fate: Fate])[] {
  const byLot = Array.from({ length: lots }, () => {
    const seed = Math.floor(choose() * 2 ** 32);
    return [`lot ${String(seed)}`, fateByLot(seed)] as const;
  });
  return [...Object.entries(plainFates), ...byLot];
}

async function lookAt(image: Image, folder: string, look: ProveOptions['look']): Promise<Found> {
  await writeImage(image, folder);
  const found = await look(folder);
  await rm(folder, { recursive: true });
  return found;
}

function digest({ folders, files }: Image): string {
  const hash = createHash('sha1').update(JSON.stringify(folders));
  for (const [name, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`\0${name}\0${String(bytes.length)}\0`).update(bytes);
  return hash.digest('base64');
}

function described(event: DiskEvent | undefined): string {
  if (event === undefined) return 'the end';
  const long = ['data', 'text'];
  return JSON.stringify(event, (name, value: unknown) => (long.includes(name) ? '…' : value));
}
