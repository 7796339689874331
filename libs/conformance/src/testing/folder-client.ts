import { IntegrationError, orAborted, throwIfAborted, toIntegrationError } from '@wiz/core';
import { constants } from 'node:fs';
import { lstat, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as aLittle } from 'node:timers/promises';

/** Mistakes that somebody could make with a folder; the sample makes none unless it is told to. */
export interface FolderMistakes {
  /** Links are followed. */
  readonly followsLinks?: boolean;
  /** Paths are used as they come. */
  readonly trustsPaths?: boolean;
  /** What was opened stays open. */
  readonly leavesOpen?: boolean;
  /** It writes into the file itself. */
  readonly writesInPlace?: boolean;
  /** A cancel ends the wait, not the work. */
  readonly goesOnBehind?: boolean;
}

/** The sample’s client of one folder. Simple: what is swapped between two of its steps it does not see. */
export class FolderClient {
  readonly #root: string;
  readonly #mistakes: FolderMistakes;
  readonly #open: FileHandle[] = [];

  constructor(root: string, mistakes: FolderMistakes) {
    this.#root = root;
    this.#mistakes = mistakes;
  }

  get root(): string {
    return this.#root;
  }

  /** @throws IntegrationError that says why the folder cannot be used */
  async names(signal: AbortSignal): Promise<readonly string[]> {
    return this.#told(async () => {
      await this.#check();
      throwIfAborted(signal);
      return (await readdir(this.#root, { withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
    });
  }

  /** The whole path of a file in the folder. */
  async place(given: string): Promise<string> {
    return this.#told(async () => {
      await this.#check();
      const parts = this.#mistakes.trustsPaths === true ? [given] : partsOf(given);
      let whole = this.#mistakes.trustsPaths === true ? path.resolve(this.#root, given) : this.#root;
      if (this.#mistakes.trustsPaths === true) return whole;
      for (const part of parts) {
        whole = path.join(whole, part);
        const isLink = await lstat(whole).then(
          (seen) => seen.isSymbolicLink(),
          (error: unknown) => {
            if (isMissing(error)) return false;
            throw error;
          },
        );
        if (isLink && this.#mistakes.followsLinks !== true)
          throw new IntegrationError('permission_error', 'The path leads through a link, which is not followed.', { outcome: 'none' });
      }
      return whole;
    });
  }

  async read(place: string, signal: AbortSignal): Promise<string> {
    return this.#told(async () => {
      throwIfAborted(signal);
      const file = await open(place, this.#mistakes.followsLinks === true ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        return (await file.readFile()).toString();
      } finally {
        if (this.#mistakes.leavesOpen === true) this.#open.push(file);
        else await file.close();
      }
    });
  }

  async write(place: string, text: string, signal: AbortSignal): Promise<void> {
    const work = this.#told(async () => {
      throwIfAborted(signal);
      // Slow enough that somebody can give it up.
      if (this.#mistakes.goesOnBehind === true) for (let turn = 0; turn < 8; turn += 1) await aLittle(2);
      const part = this.#mistakes.writesInPlace === true ? place : `${place}.part`;
      try {
        const file = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW);
        try {
          await file.writeFile(text);
        } finally {
          await file.close();
        }
        if (this.#mistakes.writesInPlace === true) return;
        if (this.#mistakes.goesOnBehind !== true) throwIfAborted(signal);
        await rename(part, place);
      } catch (error) {
        if (this.#mistakes.writesInPlace !== true) await rm(part, { force: true, recursive: true });
        throw error;
      }
    });
    if (this.#mistakes.goesOnBehind !== true) return work;
    work.catch(() => undefined);
    await orAborted(work, signal);
  }

  async close(): Promise<void> {
    for (const file of this.#open.splice(0)) await file.close();
  }

  async #check(): Promise<void> {
    const seen = await stat(this.#root);
    if (!seen.isDirectory()) throw new IntegrationError('configuration_error', 'It is not a folder. Choose a folder.', { outcome: 'none' });
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toIntegrationError(error, { outcome: 'none' });
    }
  }
}

/** @throws IntegrationError for what leads out of the folder, or can be no name */
function partsOf(given: string): readonly string[] {
  if (given.includes('\0')) throw new IntegrationError('validation_error', 'The path has a character that no name may have.');
  const parts = given.split('/').filter((part) => part !== '.');
  if (path.isAbsolute(given) || parts.includes('..'))
    throw new IntegrationError('permission_error', 'The path leads out of the folder. Choose a place in it.');
  if (parts.some((part) => Buffer.byteLength(part) > 200) || given.length > 3000)
    throw new IntegrationError('validation_error', 'The path is too long. Choose a shorter one.');
  return parts;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
