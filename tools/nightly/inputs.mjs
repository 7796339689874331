import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What is made anew, or is history. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.nx', '.git']);

/**
 * Every file of a workspace that is source.
 * @param {string} root
 * @returns {Promise<readonly string[]>} relative to it, with `/`, sorted
 */
export async function sourceFiles(root) {
  /** @type {string[]} */
  const files = [];
  const walk = async (/** @type {string} */ folder) => {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      if (LEFT_OUT.has(entry.name)) continue;
      const place = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(place);
      else if (entry.isFile() && !/\.(log|tsbuildinfo)$/.test(entry.name)) files.push(place);
    }
  };
  await walk('');
  return files.sort();
}

/**
 * A number for what a part rests on: the same for the same content under the same names, and the same facts.
 * @param {object} from
 * @param {readonly string[]} from.files all there are
 * @param {readonly string[]} from.inputs those that matter: a file's name; a folder's, with `/` at its end; `*` for one name in between
 * @param {readonly string[]} from.facts what else matters, such as versions
 * @param {(file: string) => Promise<Uint8Array | string>} from.read
 * @returns {Promise<string>}
 * @throws {Error} when an input names nothing: it was moved, and would no longer be looked at
 */
export async function inputsHash({ files, inputs, facts, read }) {
  const patterns = inputs.map((input) => ({ input, pattern: patternOf(input) }));
  for (const { input, pattern } of patterns) {
    if (!files.some((file) => pattern.test(file))) throw new Error(`“${input}”, an input of a nightly part, is not there.`);
  }
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of files.filter((name) => patterns.some(({ pattern }) => pattern.test(name)))) {
    hash.update(`\0${file}\0`).update(
      createHash('sha256')
        .update(await read(file))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/** @param {string} root @returns {(file: string) => Promise<Uint8Array>} */
export const readIn = (root) => (file) => readFile(path.join(root, file));

/** @param {string} input */
function patternOf(input) {
  const text = input.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+');
  return new RegExp(`^${text}${input.endsWith('/') || input === '' ? '' : '$'}`);
}
