/** Finds one text in others. */
export interface TextFinder {
  /** Where the text begins, from `start` on; -1 when it is nowhere. */
  find(text: string, start?: number): number;
  /** The longest that a find can be, in UTF-16 units. */
  readonly longest: number;
}

/**
 * Makes a finder for a plain text: no character has a special meaning. Letters with accents are found in both ways
 * of writing them (one character, or letter and accent), because macOS and others disagree on them.
 */
export function textFinder(query: string, caseSensitive: boolean): TextFinder {
  const forms = [...new Set([query, query.normalize('NFC'), query.normalize('NFD')])];
  const pattern = new RegExp(forms.map(literal).join('|'), caseSensitive ? 'gu' : 'giu');
  return {
    find(text, start = 0) {
      pattern.lastIndex = start;
      return pattern.exec(text)?.index ?? -1;
    },
    // Doubled: a letter and its capital may differ in length.
    longest: 2 * Math.max(...forms.map((form) => form.length)),
  };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
