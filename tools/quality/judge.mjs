// Holds the facts about one integration against every rule.
import { tiers } from './rule.mjs';

/** @typedef {import('./rule.mjs').Rule} Rule */
/** @typedef {import('./rule.mjs').Tier} Tier */
/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./record.mjs').QualityRecord} QualityRecord */

/**
 * @typedef {object} Verdict
 * @property {Rule} rule
 * @property {'met' | 'missed' | 'exempt' | 'never yet' | 'not for its kind' | 'not measured'} state
 * @property {readonly string[]} why what is wrong, or the reason of the exemption
 */

/**
 * @typedef {object} Judgement
 * @property {string} id
 * @property {Tier} recorded what it is held to
 * @property {Tier | undefined} reached the highest tier of which, and below which, nothing is missed
 * @property {readonly Verdict[]} verdicts one a rule, in the order of the rules
 */

/**
 * @param {Facts} facts
 * @param {QualityRecord} record
 * @param {readonly Rule[]} rules
 * @param {{ today: string, measured: boolean }} given `today` as 2026-01-31; `measured`: whether the coverage is there to be judged
 * @returns {Judgement}
 */
export function judge(facts, record, rules, { today, measured }) {
  const verdicts = rules.map((rule) => verdictOf(rule, facts, record, today, measured));
  /** @type {Tier | undefined} */
  let reached;
  for (const tier of tiers) {
    if (verdicts.some(({ rule, state }) => rule.tier === tier && state === 'missed')) break;
    reached = tier;
  }
  return { id: facts.id, recorded: record.tier, reached, verdicts };
}

/** The rules that count for a tier: its own and those of the tiers below. @param {Rule} rule @param {Tier} tier */
export function countsFor(rule, tier) {
  return tiers.indexOf(rule.tier) <= tiers.indexOf(tier);
}

/** @param {Judgement} judgement whether it is what its record says */
export function isKept({ reached, recorded }) {
  return reached !== undefined && tiers.indexOf(reached) >= tiers.indexOf(recorded);
}

/**
 * @param {Rule} rule @param {Facts} facts @param {QualityRecord} record @param {string} today @param {boolean} measured
 * @returns {Verdict}
 */
function verdictOf(rule, facts, record, today, measured) {
  if (rule.neverYet !== undefined) return { rule, state: 'never yet', why: [rule.neverYet] };
  if (!appliesTo(rule, facts.kind)) return { rule, state: 'not for its kind', why: [] };
  const reason = record.exempt[rule.id];
  if (reason !== undefined) return { rule, state: 'exempt', why: [reason] };
  if (rule.measured === true && !measured) return { rule, state: 'not measured', why: [] };
  const why = rule.check === undefined ? problemsOfReview(rule, record, today) : problemsOf(rule.check, facts);
  return { rule, state: why.length === 0 ? 'met' : 'missed', why };
}

/** @param {Rule} rule @param {string} kind */
export function appliesTo(rule, kind) {
  return rule.neverYet === undefined && (rule.kinds?.some((one) => one === kind) ?? true);
}

/** A contract that cannot be loaded has no facts to look at. @param {NonNullable<Rule['check']>} check @param {Facts} facts */
function problemsOf(check, facts) {
  try {
    return check(facts);
  } catch (error) {
    return [`It could not be checked: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** @param {Rule} rule @param {QualityRecord} record @param {string} today */
function problemsOfReview({ id, validDays }, { reviewed }, today) {
  const review = reviewed[id];
  if (review === undefined) return ['Nobody has looked at it yet.'];
  if (review.on > today) return [`It is said to be looked at on ${review.on}, which is yet to come.`];
  const age = Math.floor((Date.parse(today) - Date.parse(review.on)) / 86_400_000);
  return validDays !== undefined && age > validDays ? [`It was last looked at ${String(age)} days ago.`] : [];
}
