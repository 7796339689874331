import { parseVersion } from './version.ts';

/** Settings or an input as an earlier version saved them: checked by that version, not by this one. */
export type SavedFields = Readonly<Record<string, unknown>>;

/**
 * Lifts what was saved under one major version of a contract to the next one. Its functions are pure and make new objects;
 * what they give is then checked by the schemas of today, so the last one has to fit those.
 */
export interface Migration {
  /** The major version that it lifts from. */
  readonly from: number;
  /** The settings of a connection. @default they stay as they are */
  readonly config?: (old: SavedFields) => SavedFields;
  /** What operations are called since, by the name that they had. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Inputs, by the name that the operation had. Undefined where such a run has no meaning any more. @default they stay as they are */
  readonly inputs?: Readonly<Record<string, (old: SavedFields) => SavedFields | undefined>>;
}

/** What of a contract its migrations have to fit. */
export interface Migrated {
  readonly id: string;
  readonly operations: Readonly<Record<string, unknown>>;
  readonly page: { readonly version: string };
  readonly migrations?: readonly Migration[];
}

/** @throws TypeError for a version that is none, and for migrations that do not lead, each once and in their order, to this version */
export function checkMigrations(contract: Migrated): void {
  const { id, page, migrations = [], operations } = contract;
  const { major } = parseVersion(page.version);
  const first = major - migrations.length;
  for (const [at, { from }] of migrations.entries()) {
    if (from === first + at && from >= 0) continue;
    throw new TypeError(
      `The migrations of "${id}" have to lead without a gap to version ${String(major)}: the ${ordinal(at)} is from ${String(from)} and should be from ${String(first + at)}. One that changes nothing is { from: N }.`,
    );
  }
  for (const [old, now] of Object.entries(migrations.at(-1)?.renamed ?? {})) {
    if (!Object.hasOwn(operations, now))
      throw new TypeError(`The migrations of "${id}" rename "${old}" to "${now}", which is no operation of it.`);
  }
}

function ordinal(at: number): string {
  return ['first', 'second', 'third'][at] ?? `${String(at + 1)}th`;
}
