// What came of judging an integration, to read.
import { countsFor, isKept } from './judge.mjs';
import { tiers } from './rule.mjs';

/** @typedef {import('./judge.mjs').Judgement} Judgement */
/** @typedef {import('./rule.mjs').Tier} Tier */

/**
 * How the rules of a tier are kept.
 * @param {Judgement} judgement
 * @param {Tier} tier
 */
export function countsOf({ verdicts }, tier) {
  const own = verdicts.filter(({ rule }) => rule.tier === tier);
  const count = (/** @type {string} */ state) => own.filter((verdict) => verdict.state === state).length;
  return {
    met: count('met'),
    missed: count('missed'),
    exempt: count('exempt'),
    notMeasured: count('not measured'),
    notForItsKind: count('not for its kind'),
    neverYet: count('never yet'),
  };
}

/** @param {Judgement} judgement @returns {string} */
export function reportOf(judgement) {
  const { id, recorded, reached, verdicts } = judgement;
  const held = isKept(judgement) ? '' : '  ← below what it is held to';
  const heldTo = isKept(judgement) && reached !== recorded ? `${recorded} only: raise \`tier\` in quality.json` : recorded;
  const lines = [`${id}: ${reached ?? 'below bronze'} (held to ${heldTo})${held}`];
  for (const tier of tiers) {
    const { met, missed, exempt, notMeasured, notForItsKind, neverYet } = countsOf(judgement, tier);
    const others = [
      [exempt, 'exempt'],
      [notMeasured, 'not measured'],
      [notForItsKind, 'not for its kind'],
      [neverYet, 'cannot be met by anybody yet'],
    ].flatMap(([count, word]) => (count === 0 ? [] : [`${String(count)} ${String(word)}`]));
    lines.push(
      `  ${tier.padEnd(9)} ${String(met).padStart(2)} met, ${String(missed)} missed${others.map((other) => `, ${other}`).join('')}`,
    );
  }
  for (const { rule, why } of verdicts.filter(({ state }) => state === 'missed')) {
    lines.push('', `  missed, ${rule.tier}: ${rule.id}`, `    ${rule.says}`);
    lines.push(...why.slice(0, 5).map((one) => `    - ${one}`), ...(why.length > 5 ? [`    - and ${String(why.length - 5)} more`] : []));
    lines.push(`    To meet it: ${rule.howTo.replaceAll('<id>', id)}`);
  }
  for (const { rule, why } of verdicts.filter(({ state }) => state === 'exempt'))
    lines.push('', `  exempt, ${rule.tier}: ${rule.id}`, `    ${why.join(' ')}`);
  return lines.join('\n');
}

/**
 * The rules that count for the recorded tier as JUnit, one test case each. What was not measured here is left out.
 * @param {Judgement} judgement
 */
export function junitOf({ id, recorded, verdicts }) {
  const counting = verdicts.filter(
    ({ rule, state }) => countsFor(rule, recorded) && (state === 'met' || state === 'missed' || state === 'exempt'),
  );
  const failures = String(counting.filter(({ state }) => state === 'missed').length);
  const cases = counting.map(({ rule, state, why }) => {
    const failure = state === 'missed' ? `<failure message="${escape([...why, `To meet it: ${rule.howTo}`].join(' '))}"></failure>` : '';
    return `<testcase classname="integration-${escape(id)} quality" name="${escape(`${rule.tier}: ${rule.id}`)}" time="0">${failure}</testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${String(cases.length)}" failures="${failures}">
<testsuite name="integration-${escape(id)} quality" tests="${String(cases.length)}" failures="${failures}" errors="0" skipped="0" time="0">
${cases.join('\n')}
</testsuite>
</testsuites>
`;
}

/** @param {string} text */
function escape(text) {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 knows no control characters
      .replace(/[\u0000-\u001f]/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}
