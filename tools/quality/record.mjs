// What a team writes of its integration's quality: `libs/integrations/<id>/quality.json`.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { rules } from './rules/index.mjs';

/** The fewest characters in which a reason says something. */
const shortestReason = 20;

const reason = z
  .string()
  .trim()
  .min(shortestReason, `say it in at least ${String(shortestReason)} characters`);
const day = z.iso.date('write a day as 2026-01-31');
const tier = z.enum(['bronze', 'silver', 'gold', 'platinum']);

const Record = z.strictObject({
  /** What the integration is held to, and what the application shows. */
  tier,
  /** Rules that somebody has to look at: who did, when, and what was looked at. */
  reviewed: z.record(z.string(), z.strictObject({ by: z.string().trim().min(2), on: day, note: reason })).default({}),
  /** Rules that cannot hold for this system, each with the reason. */
  exempt: z.record(z.string(), reason).default({}),
  /** Allows the tier to be lower than before, once. */
  lowered: z.strictObject({ from: tier, reason, on: day }).optional(),
});

/** A quality.json that is not as it has to be; the message says where. */
export class RecordError extends Error {}

/** @typedef {z.infer<typeof Record>} QualityRecord */

/** Where the record of an integration lies, relative to the workspace. @param {string} id */
export const recordFile = (id) => `libs/integrations/${id}/quality.json`;

/**
 * @param {string} text the file
 * @param {string} file for the message
 * @returns {QualityRecord}
 * @throws {RecordError} that names the file and every place in it that is wrong
 */
export function parseRecord(text, file) {
  const read = Record.safeParse(parsed(text, file));
  if (!read.success)
    throw new RecordError(
      `${file} is not as it has to be:\n${read.error.issues.map(({ path: place, message }) => `  ${place.join('.')}: ${message}`).join('\n')}`,
    );
  const { reviewed, exempt } = read.data;
  const unknown = [...Object.keys(reviewed), ...Object.keys(exempt)].filter((id) => !rules.some((known) => known.id === id));
  if (unknown.length > 0) throw new RecordError(`${file}: there is no rule of this name: ${unknown.join(', ')}.`);
  const wrong = Object.keys(reviewed).filter((id) => rules.find((known) => known.id === id)?.checkedBy !== 'person');
  if (wrong.length > 0) throw new RecordError(`${file}: ${wrong.join(', ')} is checked by a machine, so a review of it says nothing.`);
  const both = Object.keys(exempt).filter((id) => id in reviewed);
  if (both.length > 0) throw new RecordError(`${file}: ${both.join(', ')} is both reviewed and exempt.`);
  return read.data;
}

/**
 * @param {string} root the workspace
 * @param {string} id
 * @returns {QualityRecord} bronze, with nothing reviewed and nothing exempt, where there is no file
 * @throws {RecordError} see `parseRecord`
 */
export function readRecord(root, id) {
  const file = path.join(root, recordFile(id));
  return existsSync(file) ? parseRecord(readFileSync(file, 'utf8'), recordFile(id)) : { tier: 'bronze', reviewed: {}, exempt: {} };
}

/** @param {string} text @param {string} file @returns {unknown} */
function parsed(text, file) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
