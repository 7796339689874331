/** @typedef {import('../run/junit-sum.mjs').Sum} Sum */

/**
 * What is kept of a part that was run.
 * @typedef {object} PartRecord
 * @property {string} inputs see `inputsHash`
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {string} at when it ended, as ISO says it
 * @property {number} seconds how long it took
 * @property {Sum} sum
 *
 * @typedef {object} Decision
 * @property {string} part
 * @property {boolean} run
 * @property {string} why one sentence
 */

/**
 * What to run tonight, and in which order: the part that was interrupted goes on first.
 * @param {object} given
 * @param {readonly string[]} given.parts all names, in their order
 * @param {ReadonlyMap<string, PartRecord>} given.records
 * @param {ReadonlyMap<string, string>} given.hashes of the parts' inputs now
 * @param {string | undefined} given.underWay the part that was interrupted
 * @param {readonly string[]} given.only if any, no other part is looked at
 * @param {boolean} given.again results do not count
 * @returns {readonly Decision[]}
 * @throws {RangeError} when `only` names a part that there is not
 */
export function decide({ parts, records, hashes, underWay, only, again }) {
  const unknown = only.filter((name) => !parts.includes(name));
  if (unknown.length > 0) throw new RangeError(`There is no part “${unknown.join('”, “')}”. There are: ${parts.join(', ')}.`);
  const chosen = only.length > 0 ? parts.filter((name) => only.includes(name)) : parts;
  const first = chosen.filter((name) => name === underWay);
  return [...first, ...chosen.filter((name) => name !== underWay)].map((part) => {
    const record = records.get(part);
    if (again) return { part, run: true, why: 'It is asked for again.' };
    if (part === underWay) return { part, run: true, why: 'It was interrupted.' };
    if (record === undefined) return { part, run: true, why: 'It was never run to its end.' };
    if (record.outcome !== 'passed')
      return { part, run: true, why: `It ${record.outcome === 'failed' ? 'failed' : 'could not be done'} ${onDay(record)}.` };
    if (record.inputs !== hashes.get(part))
      return { part, run: true, why: `What it rests on has changed since it passed ${onDay(record)}.` };
    return {
      part,
      run: false,
      why: `It passed ${onDay(record)} in ${duration(record.seconds)}, and nothing that it rests on has changed since.`,
    };
  });
}

/**
 * All parts' figures together; what was passed over counts as what it was.
 * @param {readonly (PartRecord | undefined)[]} records
 * @returns {Sum}
 */
export function totalOf(records) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const record of records) {
    total.passed += record?.sum.passed ?? 0;
    total.failed += record?.sum.failed ?? 0;
    total.skipped += record?.sum.skipped ?? 0;
  }
  return total;
}

/** @param {PartRecord} record */
const onDay = ({ at }) => `on ${at.slice(0, 16).replace('T', ' at ')} UTC`;

/** Seconds as a person says them. @param {number} seconds */
export function duration(seconds) {
  if (seconds < 90) return `${String(Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${String(minutes)} min` : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
