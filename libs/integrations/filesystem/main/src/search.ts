import type { Hit } from '@wiz/contract-filesystem';
import { sleepOn, throwIfAborted, type Clock } from '@wiz/core';
import { lstat } from 'node:fs/promises';
import { linkError, type Anchor } from './anchor.ts';
import { entryKind } from './entry-kind.ts';
import { entryName } from './entry-name.ts';
import { fileError, isPassable } from './file-error.ts';
import { deepest, FolderCursor } from './folder-cursor.ts';
import type { FolderClient } from './folder-client.ts';
import type { FilesystemHandlers } from './handlers.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { namesIn, type Line } from './names-in.ts';
import { searchFile } from './search-file.ts';
import { SearchReport } from './search-report.ts';
import { splitLast } from './split-last.ts';
import { isTemporary } from './temporary-name.ts';
import { textFinder, type TextFinder } from './text-finder.ts';

/** Names of one folder that are held and sorted at once; a larger folder is gone through in several such parts. */
const sortedAtOnce = 10_000;
/** What asking rules may cost before others get their turn, in steps of `IgnoreRules`: some milliseconds. */
const stepsAtOnce = 2_000_000;
/** Files that are read at once. */
const readAtOnce = 8;

interface Search {
  readonly client: FolderClient;
  readonly report: SearchReport;
  readonly finder: TextFinder;
  readonly inNames: boolean;
  readonly inContent: boolean;
  readonly hidden: boolean;
  readonly ignored: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly names: readonly string[];
  readonly rules: IgnoreRules;
}

export const searchHandlers = {
  async search(input, { client, host, signal, chunk, progress }) {
    const names = client.parse(input.path);
    const report = new SearchReport(input.limit, host.clock, { chunk, progress });
    const search: Search = {
      client,
      report,
      finder: textFinder(input.query, input.caseSensitive),
      inNames: input.in !== 'content',
      inContent: input.in !== 'name',
      hidden: input.hidden,
      ignored: input.ignored,
      clock: host.clock,
      signal,
    };
    await client.within([], signal, async (root) => {
      const cursor = new FolderCursor(root);
      try {
        await start(search, cursor, root, names);
      } finally {
        await cursor.close();
      }
    });
    // A drive that went away in the middle looks like many files that went away: say what really happened.
    await client.realRoot();
    return report.finish();
  },
} satisfies Partial<FilesystemHandlers>;

async function start(search: Search, cursor: FolderCursor, root: Anchor, names: readonly string[]): Promise<void> {
  const { report, signal } = search;
  const [parents, name] = splitLast(names);
  let rules = new IgnoreRules();
  for (let depth = 0; depth < names.length && !search.ignored; depth += 1) {
    rules = await rules.with(await cursor.open(names.slice(0, depth)), names.slice(0, depth), signal);
  }
  const folder = name === undefined ? root : await cursor.open(parents);
  if (name !== undefined) {
    const seen = await lstat(folder.at(name)).catch((error: unknown) => {
      throw fileError(error, names.join('/'));
    });
    if (seen.isSymbolicLink()) throw linkError(names.join('/'));
    if (!seen.isDirectory()) {
      await report.deliver();
      await lookAtFiles(search, folder, parents, [{ ...entryName(Buffer.from(name)), kind: entryKind(seen) }]);
      return;
    }
  }
  await cursor.open(names);
  // Who names a folder wants to look in it, also when the rules above leave it out.
  if (names.some((_, index) => rules.has(names.slice(0, index + 1), true))) rules = new IgnoreRules();
  // From here on the search lives: whoever waits for the first sign of it need not wait for the first find.
  await report.deliver();
  await walk(search, cursor, { names, rules });
}

async function walk(search: Search, cursor: FolderCursor, first: Waiting): Promise<void> {
  const { report, signal } = search;
  const waiting: Waiting[] = [first];
  for (let next = waiting.pop(); next !== undefined && !report.truncated; next = waiting.pop()) {
    throwIfAborted(signal);
    try {
      waiting.push(...(await lookAtFolder(search, await cursor.open(next.names), next)).reverse());
    } catch (error) {
      const problem = fileError(error, next.names.join('/') || search.client.label);
      if (next === first || !isPassable(problem)) throw problem;
      report.skipped += 1;
    }
  }
}

/** Looks at the files of a folder; returns the folders in it, in order. */
async function lookAtFolder(search: Search, folder: Anchor, { names, rules: above }: Waiting): Promise<Waiting[]> {
  const { report, signal } = search;
  const rules = search.ignored ? above : await above.with(folder, names, signal);
  const below: string[] = [];
  let lines: Line[] = [];
  const lookAtPart = async (): Promise<void> => {
    lines.sort((a, b) => (a.shown < b.shown ? -1 : 1));
    const part = lines;
    lines = [];
    await report.tell(names.join('/'));
    for (let at = 0; at < part.length && !report.truncated; at += readAtOnce) {
      throwIfAborted(signal);
      await lookAtFiles(search, folder, names, part.slice(at, at + readAtOnce));
    }
    below.push(...part.filter(({ kind }) => kind === 'folder').map(({ shown }) => shown));
  };
  let steps = 0;
  for await (const line of namesIn(folder, signal)) {
    // A listing gives many names without a pause, and rules are somebody else’s text.
    steps += search.ignored ? 0 : rules.weight * (line.shown.length + names.length);
    if (steps > stepsAtOnce) {
      await sleepOn(search.clock, 0, signal);
      steps = 0;
    }
    if (!isWanted(search, rules, names, line)) continue;
    lines.push(line);
    if (lines.length >= sortedAtOnce) await lookAtPart();
    if (report.truncated) return [];
  }
  await lookAtPart();
  if (names.length >= deepest) {
    report.skipped += below.length;
    return [];
  }
  return below.map((name) => ({ names: [...names, name], rules }));
}

/** Whether an entry takes part. What cannot be named is counted as skipped, what is left out on purpose is not. */
function isWanted({ client, report, hidden, ignored }: Search, rules: IgnoreRules, names: readonly string[], line: Line): boolean {
  const isFolder = line.kind === 'folder';
  if (line.kind !== 'file' && !isFolder) return false;
  if ((isFolder && line.shown === '.git') || isTemporary(line.shown)) return false;
  if (!hidden && line.shown.startsWith('.')) return false;
  if (!ignored && rules.has([...names, line.shown], isFolder)) return false;
  if (line.exact && client.accepts(line.shown)) return true;
  report.skipped += 1;
  return false;
}

async function lookAtFiles(search: Search, folder: Anchor, names: readonly string[], lines: readonly Line[]): Promise<void> {
  const { report } = search;
  const looked = await Promise.all(lines.map((line) => lookAtLine(search, folder, [...names, line.shown].join('/'), line)));
  for (const { hits, skipped, isFile } of looked) {
    if (skipped) report.skipped += 1;
    else if (isFile) report.looked += 1;
    await report.add(hits);
  }
  await report.tell(names.join('/'));
}

interface Looked {
  readonly hits: readonly Hit[];
  readonly skipped: boolean;
  readonly isFile: boolean;
}

async function lookAtLine(
  { finder, inNames, inContent, report, signal }: Search,
  folder: Anchor,
  path: string,
  line: Line,
): Promise<Looked> {
  const isFile = line.kind !== 'folder';
  const inFolder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const hits: Hit[] =
    inNames && finder.find(line.shown) !== -1 ? [{ path, kind: line.kind, line: null, column: null, text: line.shown }] : [];
  if (!isFile || !inContent) return { hits, skipped: false, isFile };
  try {
    const found = await searchFile(folder, line.raw, path, finder, report.wanted, signal, () => report.tell(inFolder));
    for (const hit of found ?? []) hits.push({ path, kind: line.kind, ...hit });
    return { hits, skipped: found === undefined, isFile };
  } catch (error) {
    const problem = fileError(error, path);
    if (!isPassable(problem)) throw problem;
    return { hits, skipped: true, isFile };
  }
}
