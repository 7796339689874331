import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { IntegrationError, throwIfAborted } from '@wiz/core';
import type { Anchor, OpenAnchor } from './anchor.ts';
import { openCheckedAnchor } from './checked-anchor.ts';
import { openDescriptorAnchor } from './descriptor-anchor.ts';
import { codeOf, fileError, quoted } from './file-error.ts';
import { parsePath } from './path-rules.ts';

/** What differs between systems; tests set it to try the others' ways here. */
export interface FolderSystem {
  readonly platform: NodeJS.Platform;
  /** `descriptor` needs Linux with /proc; `checked` works everywhere. @default what the system can do */
  readonly confinement?: 'descriptor' | 'checked';
}

/** The least time between two looks for remains in one folder, in milliseconds, and for how many folders it is kept in mind. */
const sweepPause = 60 * 60_000;
const sweptFolders = 1000;

/** One connected folder: the only way from a path in an input to something on the disk. */
export class FolderClient {
  readonly #root: string;
  readonly #system: FolderSystem;
  #openAnchor: OpenAnchor | undefined;
  #pinned: string | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  /** When the remains of killed processes were last looked for, by folder. */
  readonly #swept = new Map<string, number>();

  /**
   * @param root as the person chose it
   * @param real what it led to when the connection was saved; undefined for a trial
   */
  constructor(root: string, system: FolderSystem, real?: string) {
    this.#root = root;
    this.#system = system;
    this.#pinned = real;
  }

  /** What the folder is called, without the folders above it: their names are not for logs. */
  get label(): string {
    return path.basename(this.#root) || this.#root;
  }

  get platform(): NodeJS.Platform {
    return this.#system.platform;
  }

  /** The names that lead to a place, none for the folder itself. Throws as `parsePath` does. */
  parse(place: string, creating = false): readonly string[] {
    return parsePath(place, { platform: this.#system.platform, creating });
  }

  /** Whether an operation would take this name, so that a list offers only what works. */
  accepts(name: string): boolean {
    try {
      const names = this.parse(name);
      return names.length === 1 && names[0] === name;
    } catch {
      return false;
    }
  }

  /**
   * Opens the connected folder and the folders that lead to a place in it, without following a link, lends the last
   * one to `work`, and closes them whatever happens.
   *
   * @throws IntegrationError with a sentence about the first step that failed
   */
  async within<T>(names: readonly string[], signal: AbortSignal, work: (folder: Anchor, root: Anchor) => Promise<T>): Promise<T> {
    throwIfAborted(signal);
    const root = await this.#openRoot();
    let folder = root;
    try {
      for (const name of names) {
        throwIfAborted(signal);
        const next = await folder.descend(name);
        if (folder !== root) await folder.close();
        folder = next;
      }
      return await work(folder, root);
    } catch (error) {
      const problem = fileError(error, names.join('/') || this.label);
      // When the connected folder itself went away, that is what there is to say, not what was missed in it.
      if (problem.category === 'not_found') await this.realRoot();
      throw problem;
    } finally {
      if (folder !== root) await folder.close();
      await root.close();
    }
  }

  /**
   * The folder's real path. A folder that turns out to be another place than the saved one, or than the first answer, is refused.
   *
   * @throws IntegrationError that says why the folder cannot be used
   */
  async realRoot(): Promise<string> {
    const real = await this.#resolveRoot();
    this.#pinned ??= real;
    if (real !== this.#pinned) {
      throw new IntegrationError(
        'configuration_error',
        `The folder ${quoted(this.label)} now leads to another place. Edit the connection and choose the folder again.`,
      );
    }
    return real;
  }

  /** Runs one after another what must not be interleaved in this folder: the last look at a file and its replacement. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(work, work);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  /** Whether to look for remains in a folder now: once an hour, because a folder may be large. @param now milliseconds */
  mayHoldRemains(folder: string, now: number): boolean {
    const last = this.#swept.get(folder);
    if (last !== undefined && now - last < sweepPause) return false;
    this.#swept.delete(folder);
    this.#swept.set(folder, now);
    for (const oldest of this.#swept.keys()) if (this.#swept.size > sweptFolders) this.#swept.delete(oldest);
    return true;
  }

  async #openRoot(): Promise<Anchor> {
    const real = await this.realRoot();
    this.#openAnchor ??= await chooseAnchor(this.#system);
    try {
      return await this.#openAnchor(real);
    } catch (error) {
      throw this.#rootError(error);
    }
  }

  async #resolveRoot(): Promise<string> {
    if (!path.isAbsolute(this.#root) || this.#root.includes('\0')) {
      throw new IntegrationError(
        'configuration_error',
        `The folder ${quoted(this.label)} has no complete address. Choose it with the folder button.`,
      );
    }
    try {
      const real = await realpath(this.#root);
      if (!(await stat(real)).isDirectory()) throw this.#notFolder();
      return real;
    } catch (error) {
      throw this.#rootError(error);
    }
  }

  #rootError(error: unknown): IntegrationError {
    const code = codeOf(error);
    const options = { code, cause: error };
    if (code === 'ENOENT') {
      return new IntegrationError(
        'not_found',
        `The folder ${quoted(this.label)} is gone: moved, deleted, or on a drive that is not connected. Bring it back, or edit the connection.`,
        options,
      );
    }
    if (code === 'ENOTDIR') return this.#notFolder(error);
    if (code === 'EACCES' || code === 'EPERM') {
      return new IntegrationError(
        'permission_error',
        `Your account may not open the folder ${quoted(this.label)}. Change its permissions, or edit the connection.`,
        options,
      );
    }
    return fileError(error, this.label);
  }

  #notFolder(cause?: unknown): IntegrationError {
    return new IntegrationError('configuration_error', `${quoted(this.label)} is not a folder. Edit the connection and choose a folder.`, {
      cause,
    });
  }
}

async function chooseAnchor({ platform, confinement }: FolderSystem): Promise<OpenAnchor> {
  if (confinement === 'checked' || platform !== 'linux') return openCheckedAnchor;
  if (confinement === 'descriptor') return openDescriptorAnchor;
  // /proc may be missing, in a container for instance.
  return access('/proc/self/fd').then(
    () => openDescriptorAnchor,
    () => openCheckedAnchor,
  );
}
