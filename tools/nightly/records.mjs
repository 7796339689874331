// What earlier nights found, one file a part, in a folder that no build and no test empties.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {import('./decide.mjs').PartRecord} PartRecord */

/** The results of one workspace. */
export class Records {
  #folder;

  /** @param {string} root the workspace */
  constructor(root) {
    this.#folder = path.join(root, '.nx', 'nightly');
  }

  /**
   * @param {readonly string[]} parts
   * @returns {Promise<Map<string, PartRecord>>} without those that there is nothing, or nothing readable, of
   */
  async all(parts) {
    /** @type {Map<string, PartRecord>} */
    const records = new Map();
    for (const part of parts) {
      const record = await readJson(path.join(this.#folder, `${part}.json`));
      if (isRecord(record)) records.set(part, record);
    }
    return records;
  }

  /** @returns {Promise<string | undefined>} the part that was begun and did not end */
  async underWay() {
    const mark = await readJson(path.join(this.#folder, 'under-way.json'));
    return typeof mark === 'string' ? mark : undefined;
  }

  /** @param {string} part */
  async begin(part) {
    await this.#write('under-way', part);
  }

  /** @param {string} part @param {PartRecord} record */
  async end(part, record) {
    await this.#write(part, record);
    await rm(path.join(this.#folder, 'under-way.json'), { force: true });
  }

  /** Whole or not at all, for a night may be cut short. @param {string} name @param {unknown} value */
  async #write(name, value) {
    await mkdir(this.#folder, { recursive: true });
    const file = path.join(this.#folder, `${name}.json`);
    await writeFile(`${file}.tmp`, `${JSON.stringify(value, undefined, 2)}\n`);
    await rename(`${file}.tmp`, file);
  }
}

/** @param {unknown} value @returns {value is PartRecord} */
function isRecord(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { inputs, outcome, at, seconds, sum } = /** @type {Record<string, unknown>} */ (value);
  const figures = typeof sum === 'object' && sum !== null ? Object.values(sum) : [];
  const isDone = outcome === 'passed' || outcome === 'failed' || outcome === 'skipped';
  return (
    isDone && [inputs, at].every((text) => typeof text === 'string') && [seconds, ...figures].every(Number.isFinite) && figures.length === 3
  );
}

/** @param {string} file @returns {Promise<unknown>} undefined when there is none, or it is no JSON */
async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
