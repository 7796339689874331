import { gatherFacts } from './facts.mjs';
import { judge } from './judge.mjs';
import { readRecord } from './record.mjs';
import { rules } from './rules/index.mjs';

/**
 * @param {string} root the workspace
 * @param {string} id of an integration in it
 * @param {{ measured: boolean }} given whether the coverage was measured
 * @returns {Promise<import('./judge.mjs').Judgement>}
 * @throws {Error} when its quality.json is not as it has to be
 */
export async function judgeIntegration(root, id, { measured }) {
  const record = readRecord(root, id);
  const today = new Date().toISOString().slice(0, 10);
  return judge(await gatherFacts(root, id), record, rules, { today, measured });
}
