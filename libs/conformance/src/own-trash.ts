import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A trash that things are really moved to, as the system’s is; emptied with its world. Of another disk it takes nothing. */
export class OwnTrash {
  #folder: Promise<string> | undefined;
  #count = 0;

  /** Moves a file or folder here. @throws what the system says */
  async take(place: string): Promise<void> {
    const folder = await (this.#folder ??= mkdtemp(path.join(tmpdir(), 'wiz-trash-')));
    this.#count += 1;
    await rename(place, path.join(folder, `${String(this.#count)}-${path.basename(place)}`));
  }

  async empty(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
