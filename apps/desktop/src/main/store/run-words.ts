import type { RunsQuery } from '@wiz/engine/types';

/** What of a run can be searched. */
export interface SearchableRun {
  readonly connection: string;
  readonly connectionLabel: string;
  readonly integration: string;
  readonly operation: string;
  readonly state: string;
  readonly category: string | null;
  readonly sentence: string | null;
  readonly input: unknown;
}

/** Longer words count by their beginning, in characters. */
const longestWord = 24;
/** Different words of one run; more say nothing that a person would look for. */
const mostWords = 300;
/** Characters of one run's input that can be searched. */
const longestInput = 8192;

const wordPattern = (() => {
  // Written without spaces, so that each sign is a word.
  const signs = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
  return new RegExp(String.raw`[${signs}]|(?:(?![${signs}])[\p{L}\p{N}])+`, 'gu');
})();

/** Texts of English letters and the signs that our own sentences have: their words are found without Unicode's tables, and so much faster. */
const plainText = /^[\n\r\t -~“”‘’…–]*$/;

/** The words of a text in small letters and without marks, cut to `longestWord`. */
function wordsOf(text: string): readonly string[] {
  if (plainText.test(text)) return (text.toLowerCase().match(/[a-z\d]+/g) ?? []).map((word) => word.slice(0, longestWord));
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  return (plain.match(wordPattern) ?? []).map((word) =>
    word.length <= longestWord ? word : Array.from(word).slice(0, longestWord).join(''),
  );
}

/** What a filter asks for, as a word that no text holds: U+E000 is no letter. */
function facet(kind: string, value: string): string {
  return `\u{E000}${kind}${Buffer.from(value).toString('hex')}`;
}

/**
 * The words under which a run is found. Every beginning of a word is one, so that a search never has to gather those of a
 * common word, which takes 100 ms and more; and so is what filters ask for, so that a search with filters is one walk.
 */
export function searchWords(run: SearchableRun): string {
  const { connectionLabel, integration, operation, sentence } = run;
  const texts = [connectionLabel, integration, operation, operation.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' '), sentence ?? ''];
  const words = new Set([...texts, inputText(run.input)].flatMap(wordsOf));
  const found = new Set<string>();
  for (const word of [...words].slice(0, mostWords)) {
    let beginning = '';
    for (const letter of word) found.add((beginning += letter));
  }
  return [...found, ...facetsOf(run)].join(' ');
}

/** What the index is asked for; undefined for everything. The words have no sign that is syntax there. */
export function searchMatch(query: RunsQuery): string | undefined {
  const wanted = new Set([...wordsOf(query.text ?? ''), ...facetsOf(query)]);
  return wanted.size === 0 ? undefined : [...wanted].map((word) => `"${word}"`).join(' AND ');
}

interface Facets {
  readonly connection?: string | undefined;
  readonly integration?: string | undefined;
  readonly operation?: string | undefined;
  readonly state?: string | undefined;
  readonly category?: string | null | undefined;
}

function facetsOf({ connection, integration, operation, state, category }: Facets): readonly string[] {
  return Object.entries({ c: connection, i: integration, o: operation, s: state, k: category }).flatMap(([kind, value]) =>
    value === undefined || value === null ? [] : [facet(kind, value)],
  );
}

/** The values of an input, without the names of its fields: those are the same for every run of an operation. */
function inputText(input: unknown): string {
  let text = '';
  const waiting: unknown[] = [input];
  while (waiting.length > 0 && text.length < longestInput) {
    const value = waiting.pop();
    if (typeof value === 'string' || typeof value === 'number') text += ` ${String(value)}`;
    else if (typeof value === 'object' && value !== null) waiting.push(...[...(Object.values(value) as readonly unknown[])].reverse());
  }
  return text.slice(0, longestInput);
}
