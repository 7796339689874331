/** Deeper than any vendor's answer, and shallow enough for everything that later walks through it. */
const maxDepth = 100;

/** Why a text is not taken for data; `message` holds nothing of the text. */
export class UnsafeJson extends Error {
  override readonly name = 'UnsafeJson';
}

/**
 * `JSON.parse` for text of strangers.
 *
 * @throws UnsafeJson for more than 100 levels, and for keys that pollute prototypes once somebody merges the value
 * @throws SyntaxError for what is no JSON
 */
export function parseSafeJson(text: string): unknown {
  if (nestsDeeperThan(text, maxDepth)) throw new UnsafeJson(`nests deeper than ${String(maxDepth)} levels`);
  const value: unknown = JSON.parse(text);
  // Any such key shows in the text, unless it is written with escapes.
  if (/__proto__|"constructor"|\\u/.test(text)) refusePollution(value);
  return value;
}

/** Whether objects and lists in the text stand deeper in each other than so; counted without parsing, so that nothing can overflow. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  if (!opensMoreThan(text, limit)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === quote) at = endOfString(text, at);
    else if (sign === openList || sign === openObject) {
      depth += 1;
      if (depth > limit) return true;
    } else if (sign === closeList || sign === closeObject) depth -= 1;
  }
  return false;
}

/** Whether objects and lists are opened more often than so, be it within strings: most answers are so small that this says it all, and it is found quickly. */
function opensMoreThan(text: string, limit: number): boolean {
  let left = limit;
  for (const sign of ['{', '[']) {
    for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
      if (left === 0) return true;
      left -= 1;
    }
  }
  return false;
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Where the string ends that begins here: at its closing mark, or at the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const sign = text.charCodeAt(at);
    if (sign === quote) return at;
    at += sign === backslash ? 2 : 1;
  }
  return text.length;
}

function refusePollution(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw new UnsafeJson('has a key “__proto__”');
  if ('constructor' in value && Object.hasOwn(value, 'constructor')) {
    const made: unknown = value.constructor;
    if (typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype'))
      throw new UnsafeJson('has a key “constructor.prototype”');
  }
  for (const inner of Object.values(value)) refusePollution(inner);
}

/** The value of a text that may be JSON; undefined for any other, also for what is not safe to read. */
export function jsonOrNothing(text: string): unknown {
  try {
    return parseSafeJson(text);
  } catch {
    return undefined;
  }
}
