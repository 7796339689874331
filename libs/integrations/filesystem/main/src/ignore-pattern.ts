/** One line of a `.gitignore`, taken apart. */
export interface IgnorePattern {
  /** Whether it takes back what an earlier line leaves out. */
  readonly negated: boolean;
  /** Whether it speaks of folders only. */
  readonly folderOnly: boolean;
  /** Matched against the whole way from the folder with the rules; otherwise against the last name only. */
  readonly anchored: boolean;
  /** One matcher for each name, `anyNames` for `**`. */
  readonly parts: readonly (readonly Piece[] | typeof anyNames)[];
}

/** What stands for one character, or a star. */
type Piece = 'star' | ((character: string) => boolean);

const anyNames = 'any names';

/**
 * Reads one line as gitignore(5) says; capitals do not matter.
 *
 * @returns undefined for a comment, an empty line, or one that can fit nothing
 */
export function ignorePattern(line: string): IgnorePattern | undefined {
  let text = line.replace(/(?<!\\) +$/, '').toLowerCase();
  if (text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return undefined;
  const parts: (readonly Piece[] | typeof anyNames)[] = [];
  for (const part of text.split('/')) {
    if (part !== '**') parts.push(pieces(part));
    else if (parts.at(-1) !== anyNames) parts.push(anyNames);
  }
  // At the end it means what is in the folder, not the folder itself.
  if (anchored && parts.at(-1) === anyNames) parts.push(['star']);
  return { negated, folderOnly, anchored, parts };
}

/**
 * Whether a pattern fits. Both stars go back only to the last one that was passed, so this takes at most as many steps
 * as the pattern has characters times the path has: a rule is somebody else's text.
 *
 * @param names from the folder with the rules to the entry, in small letters
 */
export function fits({ anchored, folderOnly, parts }: IgnorePattern, names: readonly string[], isFolder: boolean): boolean {
  if (folderOnly && !isFolder) return false;
  const way = anchored ? names : names.slice(-1);
  return glob(
    parts,
    way,
    (part) => part === anyNames,
    (part, name) => part !== anyNames && glob(part, name, isStar, (piece, character) => piece !== 'star' && piece(character)),
  );
}

function isStar(piece: Piece): boolean {
  return piece === 'star';
}

/** Whether wanted things fit found ones, one each, where a star takes any number of them. */
function glob<W, F>(
  wanted: readonly W[],
  found: ArrayLike<F>,
  isAny: (wanted: W) => boolean,
  isOne: (wanted: W, found: F) => boolean,
): boolean {
  let [at, seen] = [0, 0];
  let back: { readonly at: number; seen: number } | undefined;
  for (let one = found[seen]; seen < found.length && one !== undefined; one = found[seen]) {
    const want = wanted[at];
    if (want !== undefined && isAny(want)) {
      at += 1;
      back = { at, seen };
    } else if (want !== undefined && isOne(want, one)) {
      at += 1;
      seen += 1;
    } else if (back !== undefined) {
      back.seen += 1;
      [at, seen] = [back.at, back.seen];
    } else return false;
  }
  return wanted.slice(at).every(isAny);
}

function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const set = character === '[' ? /^\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/.exec(text.slice(at)) : null;
    if (character === '*') {
      if (found.at(-1) !== 'star') found.push('star');
    } else if (character === '?') found.push(() => true);
    else if (set !== null) {
      found.push(oneOf(set[2] ?? '', set[1] !== ''));
      at += set[0].length - 1;
    } else {
      if (character === '\\') at += 1;
      const literal = text.charAt(at);
      found.push((other) => other === literal);
    }
  }
  return found;
}

function oneOf(text: string, negated: boolean): Piece {
  const ranges: (readonly [string, string])[] = [];
  for (const [, low = '', high = low] of text.matchAll(/\\?([^])(?:-\\?([^]))?/g)) ranges.push([low, high]);
  return (character) => ranges.some(([low, high]) => low <= character && character <= high) !== negated;
}
