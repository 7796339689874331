import ignore, { type Ignore } from 'ignore';
import type { Anchor } from './anchor.ts';
import { isPassable, fileError } from './file-error.ts';
import { readWhole } from './read-whole.ts';
import { withFile } from './safe-open.ts';

interface Level {
  /** Names of the folders above, as many as lead to the folder with the rules. */
  readonly depth: number;
  readonly rules: Ignore;
}

/** What the `.gitignore` files on the way to a folder leave out (gitignore(5): the deepest file that says something decides). */
export class IgnoreRules {
  readonly #levels: readonly Level[];

  constructor(levels: readonly Level[] = []) {
    this.#levels = levels;
  }

  /** These rules and those of one more folder, whose `.gitignore` may be missing or unusable. */
  async with(folder: Anchor, names: readonly string[], signal: AbortSignal): Promise<IgnoreRules> {
    const text = await readRules(folder, [...names, '.gitignore'].join('/'), signal);
    if (text === undefined) return this;
    const rules = ignore({ allowRelativePaths: true }).add(text.split(/\r?\n/).filter(isCheap));
    return new IgnoreRules([...this.#levels, { depth: names.length, rules }]);
  }

  /** Whether an entry is left out. What is in a folder that is left out is not asked for: nobody goes there. */
  has(names: readonly string[], isFolder: boolean): boolean {
    let ignored = false;
    for (const { depth, rules } of this.#levels) {
      const result = rules.test(names.slice(depth).join('/') + (isFolder ? '/' : ''));
      if (result.ignored) ignored = true;
      else if (result.unignored) ignored = false;
    }
    return ignored;
  }
}

/** A rule file larger than this is not read. */
const largestRules = 256 * 1024;

async function readRules(folder: Anchor, shown: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await withFile(folder, '.gitignore', shown, 'read', async (handle, seen) =>
      seen.size > BigInt(largestRules) ? undefined : (await readWhole(handle, seen, largestRules, shown, signal)).toString('utf8'),
    );
  } catch (error) {
    if (isPassable(fileError(error, shown))) return undefined;
    throw error;
  }
}

/**
 * Many stars in one rule make the search for a fit take longer than anybody waits (each star multiplies the tries by
 * the length of the name). A rule file is somebody else's text, so such a line is left out.
 */
function isCheap(line: string): boolean {
  const stars = line.match(/\*+/g)?.length ?? 0;
  return line.length <= 1000 && stars <= 4;
}
