import type { BigIntStats } from 'node:fs';
import { IntegrationError } from '@wiz/core';
import { quoted } from './file-error.ts';

/**
 * A folder that was reached without following a link, held for the time of one call.
 * Everything below the connected folder is addressed through one of these, never by a whole path.
 */
export interface Anchor {
  /** The path to hand to the file system for one entry of this folder. */
  at(name: string | Buffer): string | Buffer;
  /** The path to hand to the file system for the folder itself. */
  readonly self: string;
  /**
   * Opens a folder in this one. The caller closes it.
   * @throws IntegrationError `permission_error` for a link, `validation_error` for a file, `not_found`
   */
  descend(name: string): Promise<Anchor>;
  /**
   * Makes sure that the folder is still inside the connected one.
   * @throws IntegrationError `permission_error` when somebody has moved or replaced it meanwhile
   */
  confirm(): Promise<unknown>;
  /**
   * Whether the name stands for exactly this entry, here, inside the connected folder: what was opened through `at`
   * is then what it should be. Throws as `confirm` does.
   */
  holds(name: string | Buffer, entry: BigIntStats): Promise<boolean>;
  close(): Promise<void>;
}

/** Reaches the connected folder itself, by its real path. */
export type OpenAnchor = (realRoot: string) => Promise<Anchor>;

/** Why a link is refused. */
export function linkError(path: string): IntegrationError {
  return new IntegrationError(
    'permission_error',
    `${quoted(path)} is a link. Links are not followed, for they may lead outside the connected folder.`,
  );
}

/** Why a file cannot be entered. */
export function notFolderError(path: string): IntegrationError {
  return new IntegrationError('validation_error', `${quoted(path)} is a file, not a folder. Check the path.`);
}

/** Why a folder is not used any further. */
export function movedError(path: string, cause?: unknown): IntegrationError {
  return new IntegrationError(
    'permission_error',
    `${quoted(path)} was moved or replaced during the call, so it was left alone. Look again, then repeat.`,
    { cause },
  );
}

/** Whether two looks saw one and the same thing on the disk. */
export function sameEntry(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}
