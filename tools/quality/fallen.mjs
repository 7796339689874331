import { tiers } from './rule.mjs';
import { recordFile } from './record.mjs';

/** @typedef {import('./rule.mjs').Tier} Tier */
/** @typedef {import('./record.mjs').QualityRecord} QualityRecord */

/**
 * Whether an integration is held to less than before without anybody having said why.
 * @param {string} id
 * @param {string | undefined} before its quality.json of then; undefined where it had none
 * @param {QualityRecord} now
 * @returns {readonly string[]} what is wrong
 */
export function fallen(id, before, now) {
  const was = before === undefined ? undefined : tierIn(before);
  if (was === undefined || tiers.indexOf(now.tier) >= tiers.indexOf(was)) return [];
  if (now.lowered?.from === was) return [];
  return [
    `${recordFile(id)} holds “${id}” to ${now.tier}, and it was ${was} before. ` +
      `Mend what it misses (npm run quality ${id}), or say why under “lowered”: { "from": "${was}", "reason": "…", "on": "2026-01-31" }.`,
  ];
}

/** An older file may have another form; only the tier is read of it. @param {string} text @returns {Tier | undefined} */
function tierIn(text) {
  try {
    const { tier } = JSON.parse(text);
    return tiers.find((known) => known === tier);
  } catch {
    return undefined;
  }
}
