import path from 'node:path';
import { IntegrationError } from '@wiz/core';
import { writeAtomically } from '../window/atomic-file.ts';
import type { Bundle } from './collect-bundle.ts';

/** Why it cannot be written, as far as the system says it. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk is full.',
  EACCES: 'You may not write there.',
  EPERM: 'You may not write there.',
  EROFS: 'Nothing can be written there.',
  EISDIR: 'There is a folder of this name.',
  ENAMETOOLONG: 'The name is too long.',
};

/** A name that tells what and when, for the place that the person chooses. */
export function bundleName({ connection, madeAt }: Pick<Bundle, 'connection' | 'madeAt'>): string {
  return `project-wiz-${String(connection['integration'])}-${String(madeAt).slice(0, 10)}.json`;
}

/** A bundle as people and programs can read it. */
export function bundleText(bundle: Bundle): string {
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

/**
 * Writes a bundle as one file: the whole of it, or nothing.
 *
 * @returns its size in bytes
 * @throws {IntegrationError} `storage_error` that says why it cannot be written there
 */
export async function saveBundle(bundle: Bundle, file: string): Promise<number> {
  const content = bundleText(bundle);
  try {
    await writeAtomically(file, content);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code] ?? 'It could not be written.';
    throw new IntegrationError('storage_error', `“${path.basename(file)}” was not saved. ${reason} Choose another place.`, { cause, code });
  }
  return Buffer.byteLength(content);
}
