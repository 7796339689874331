import type { Anchor } from './anchor.ts';
import { isPassable, fileError } from './file-error.ts';
import { fits, ignorePattern, type IgnorePattern } from './ignore-pattern.ts';
import { readWhole } from './read-whole.ts';
import { withFile } from './safe-open.ts';

interface Level {
  /** Names of the folders above, as many as lead to the folder with the rules. */
  readonly depth: number;
  /** The last line first: the first that fits decides. */
  readonly patterns: readonly IgnorePattern[];
}

/** What the `.gitignore` files on the way to a folder leave out (gitignore(5): the deepest file that says something decides). */
export class IgnoreRules {
  readonly #levels: readonly Level[];
  /** Characters of all rules: what asking for one name costs at most, for each character of its path. */
  readonly weight: number;

  constructor(levels: readonly Level[] = [], weight = 0) {
    this.#levels = levels;
    this.weight = weight;
  }

  /** These rules and those of one more folder, whose `.gitignore` may be missing or unusable. */
  async with(folder: Anchor, names: readonly string[], signal: AbortSignal): Promise<IgnoreRules> {
    const text = await readRules(folder, [...names, '.gitignore'].join('/'), largestRules - this.weight, signal);
    if (text === undefined) return this;
    const patterns = text.split(/\r?\n/).flatMap((line) => (line.length > longestRule ? [] : (ignorePattern(line) ?? [])));
    return new IgnoreRules([...this.#levels, { depth: names.length, patterns: patterns.reverse() }], this.weight + text.length);
  }

  /** Whether an entry is left out. The folders on its way are not asked for: nobody goes into one that is left out. */
  has(names: readonly string[], isFolder: boolean): boolean {
    if (this.#levels.length === 0) return false;
    const small = names.map((name) => name.toLowerCase());
    for (const { depth, patterns } of [...this.#levels].reverse()) {
      const own = small.slice(depth);
      const decides = own.length === 0 ? undefined : patterns.find((pattern) => fits(pattern, own, isFolder));
      if (decides !== undefined) return !decides.negated;
    }
    return false;
  }
}

/** All rules on the way to a folder together, in bytes; what goes beyond is not read. Real ones have a few thousand. */
const largestRules = 64 * 1024;
/** A longer line is no rule for a name, in characters. */
const longestRule = 1000;

async function readRules(folder: Anchor, shown: string, most: number, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await withFile(folder, '.gitignore', shown, 'read', async (handle, seen) =>
      seen.size > BigInt(most) ? undefined : (await readWhole(handle, seen, most, shown, signal)).toString('utf8'),
    );
  } catch (error) {
    if (isPassable(fileError(error, shown)) || fileError(error, shown).category === 'too_large') return undefined;
    throw error;
  }
}
