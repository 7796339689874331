// The page of the quality scale, made from its rules.
import path from 'node:path';
import * as prettier from 'prettier';
import { table } from '../docs/markdown.mjs';
import { tiers } from './rule.mjs';
import { checklist } from './rules/checklist.mjs';
import { rules } from './rules/index.mjs';

/** @typedef {import('./rule.mjs').Rule} Rule */
/** @typedef {import('./rule.mjs').Tier} Tier */

/** Where it lies, relative to the workspace. */
export const scalePage = 'docs/developer/quality-scale.md';

/** What each tier means. @type {Readonly<Record<Tier, string>>} */
const meanings = {
  bronze:
    'It works, is set up in the window, shares nothing between accounts, and its checks and laws hold. Every integration has to be bronze.',
  silver: 'It behaves when things go wrong: retries, pauses, cancel and drift are proved, and a team answers for it.',
  gold: 'It is pleasant: results are shown as what they are, what is old is labelled, people are told what to do, and it was looked at by an attacker’s eye.',
  platinum:
    'Nothing of it holds up the application, everything comes in through ports, and it was run against the vendor’s own system within a month.',
};

const ways = {
  types: 'the contract or the compiler',
  kit: 'the conformance kit',
  lint: 'reading code and contract',
  generated: 'made by a machine, and compared',
  person: 'somebody who looks',
};

/** @param {string} root the workspace @returns {Promise<string>} as it has to be */
export async function scalePageText(root) {
  const options = await prettier.resolveConfig(path.join(root, scalePage));
  return prettier.format(text(), { ...options, parser: 'markdown' });
}

function text() {
  const ofHa = rules.filter(({ source }) => source.startsWith('ha:'));
  const byMachine = (/** @type {readonly Rule[]} */ among) =>
    among.filter(({ neverYet, checkedBy }) => neverYet === undefined && checkedBy !== 'person').length;
  return [
    '# The quality scale',
    'Made from the rules in `tools/quality/rules` by `node tools/quality/write-page.mjs`; edit those, not this file.',
    `An integration is bronze, silver, gold or platinum. A tier needs all of its rules and those of the tiers below. There are ${String(rules.length)} rules: ${String(ofHa.length)} after the [integration quality scale of Home Assistant](https://developers.home-assistant.io/docs/core/integration-quality-scale/), in the form that they have here, and ${String(rules.length - ofHa.length)} of our own. ${String(byMachine(rules))} are checked by machines (${String(byMachine(ofHa))} of the ${String(ofHa.length)}).`,
    table(
      ['Tier', 'What it means'],
      tiers.map((tier) => [tier, meanings[tier]]),
    ),
    '## How to use it',
    [
      '`npm run quality` runs what the rules look at (lint, types, tests with their laws, coverage) where that is not known already, and prints for each integration its tier, what it misses, and how to meet it. `npm run quality github` looks at one, `--json` prints it for a machine.',
      'The target `quality` of each main half is a part of `npm test` and runs in CI whenever the integration is affected. It fails when the integration is less than its `quality.json` says. What needs the coverage is left to `npm run quality` and the night.',
      '`node tools/quality/not-lower.mjs` compares with the revision that CI compares with: what is recorded may not fall, unless `lowered` says from what, why and when.',
    ]
      .map((one) => `- ${one}`)
      .join('\n'),
    '## `quality.json`',
    'It lies in the integration’s folder. Without it an integration is held to bronze.',
    [
      '```json',
      JSON.stringify(
        {
          tier: 'silver',
          reviewed: { devices: { by: 'somebody', on: '2026-01-31', note: 'what was looked at, in a sentence' } },
          exempt: { discovery: 'why this system can never meet it, in a sentence' },
        },
        undefined,
        2,
      ),
      '```',
    ].join('\n'),
    [
      '`tier`: what it is held to, and what the application shows. After a change run `node tools/registries/write.mjs`.',
      '`reviewed`: rules for which somebody has to look. Only who really looked enters it, with what was looked at.',
      '`exempt`: rules that cannot hold for this system, each with a reason of at least 20 characters.',
      '`lowered`: allows one fall: `from`, `reason`, `on`.',
    ]
      .map((one) => `- ${one}`)
      .join('\n'),
    ...tiers.flatMap((tier) => [
      `## ${tier[0]?.toUpperCase() ?? ''}${tier.slice(1)}`,
      rulesTable(rules.filter((rule) => rule.tier === tier && rule.neverYet === undefined)),
    ]),
    '## Not yet for anybody',
    'Rules that no integration can meet, because the application does not have yet what they are about. They count for nobody until then.',
    table(
      ['Rule', 'Tier', 'What it says', 'Why not yet'],
      rules.flatMap(({ id, tier, says, neverYet }) => (neverYet === undefined ? [] : [[`\`${id}\``, tier, says, neverYet]])),
    ),
    '## The checklist of the integration template',
    'Its items, and the rules that say that they were done.',
    table(
      ['Item', 'Rules'],
      checklist.map(({ item, rules: named, note }) => [
        item,
        `${named.map((id) => `\`${id}\``).join(', ')}${note === undefined ? '' : `. ${note}`}`,
      ]),
    ),
  ].join('\n\n');
}

/** @param {readonly Rule[]} some */
function rulesTable(some) {
  return table(
    ['Rule', 'What is true of an integration that meets it', 'Checked by', 'For', 'After'],
    some.map(({ id, says, checkedBy, kinds, source, measured }) => [
      `\`${id}\``,
      says,
      `${ways[checkedBy]}${measured === true ? ', with the coverage' : ''}`,
      kinds === undefined ? 'all' : kinds.join(', '),
      source === 'ours' ? 'ours' : `\`${source.slice('ha:'.length)}\``,
    ]),
  );
}
