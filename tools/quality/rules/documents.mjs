// What people read of it.
import { categories } from '@wiz/core';
import { fieldsIn } from '../facts/fields.mjs';
import { demand, each } from '../rule.mjs';
import { isSentence, makePages, missingOnPage, operationsOf, pageOf } from './helpers.mjs';

/** @type {readonly import('../rule.mjs').Rule[]} */
export const documents = [
  {
    id: 'docs-actions',
    tier: 'bronze',
    source: 'ha:docs-actions',
    checkedBy: 'generated',
    says: 'Each operation has a title, a sentence that says what it does, and its inputs and outputs on the page.',
    howTo: `Where the contract has both, the page is only out of date. ${makePages} Else write \`title\` and \`summary\` of the operation first.`,
    check: (facts) =>
      operationsOf(facts).flatMap(({ name, operation }) => [
        ...demand(isSentence(operation.summary), `The summary of ${name} is no sentence.`),
        ...missingOnPage(facts, [`${name}: ${operation.title}`, operation.summary]),
      ]),
  },
  {
    id: 'docs-triggers',
    tier: 'bronze',
    source: 'ha:docs-triggers',
    checkedBy: 'generated',
    says: 'Each event that can start something is described.',
    howTo: 'Nothing yet.',
    neverYet: 'Integrations report no events by themselves yet: what can be run is run by a person.',
  },
  {
    id: 'docs-conditions',
    tier: 'bronze',
    source: 'ha:docs-conditions',
    checkedBy: 'generated',
    says: 'Each condition that can be used in an automation is described.',
    howTo: 'Nothing yet.',
    neverYet: 'There are no automations yet, so there is nothing in which a condition could stand.',
  },
  {
    id: 'docs-high-level-description',
    tier: 'bronze',
    source: 'ha:docs-high-level-description',
    checkedBy: 'lint',
    says: 'One to three sentences say what it is for, and the vendor’s documentation is linked.',
    howTo: 'Write `about`, `docs` and `page.vendor.docs` of the contract, and `## Why` of introduction.md.',
    check: (facts) => {
      const { about, page } = facts.contract;
      return [
        ...demand(isSentence(about) && about.length >= 40 && about.length <= 300, '`about` is not one to three sentences.'),
        ...demand(page.vendor.docs.startsWith('https://'), '`page.vendor.docs` is no address that begins with https://.'),
        ...demand(
          /^## Why\n+\S[^#]{80,}/m.test(facts.read(`libs/integrations/${facts.id}/contract/introduction.md`) ?? ''),
          'introduction.md does not say why, in 80 characters or more.',
        ),
        ...missingOnPage(facts, [about]),
      ];
    },
  },
  {
    id: 'docs-installation-instructions',
    tier: 'bronze',
    source: 'ha:docs-installation-instructions',
    checkedBy: 'generated',
    says: 'What a person does before the first connection is said step by step, in the form and on the page.',
    howTo: `Write \`page.setUp\`: where a credential is made and which rights it needs. ${makePages}`,
    check: (facts) => {
      const { setUp } = facts.contract.page;
      const hasSecrets = fieldsIn(facts.contract.secrets).length > 0;
      return [
        ...demand(
          setUp.length >= (hasSecrets ? 2 : 1),
          hasSecrets ? '`page.setUp` has fewer than two steps.' : '`page.setUp` has no step.',
        ),
        ...each(
          setUp.filter((step) => !isSentence(step)),
          (step) => `The step “${step}” is no sentence.`,
        ),
        ...missingOnPage(facts, setUp),
      ];
    },
  },
  {
    id: 'docs-removal-instructions',
    tier: 'bronze',
    source: 'ha:docs-removal-instructions',
    checkedBy: 'generated',
    says: 'What becomes of credentials, of runs and of the system itself when a connection is removed is told on the page.',
    howTo: makePages,
    check: (facts) => missingOnPage(facts, ['### Removing', 'makes Project Wiz forget it', 'the journal keeps the connection’s runs']),
  },
  {
    id: 'docs-configuration-parameters',
    tier: 'silver',
    source: 'ha:docs-configuration-parameters',
    checkedBy: 'generated',
    says: 'Each setting is explained on the page, with its default.',
    howTo: makePages,
    check: (facts) =>
      missingOnPage(
        facts,
        fieldsIn(facts.contract.config).map(({ hints }) => hints?.help ?? ''),
      ),
  },
  {
    id: 'docs-installation-parameters',
    tier: 'silver',
    source: 'ha:docs-installation-parameters',
    checkedBy: 'generated',
    says: 'Each credential is explained on the page: where it is made and what it may do.',
    howTo: makePages,
    check: (facts) =>
      missingOnPage(
        facts,
        fieldsIn(facts.contract.secrets).map(({ hints }) => hints?.help ?? ''),
      ),
  },
  {
    id: 'docs-data-update',
    tier: 'gold',
    source: 'ha:docs-data-update',
    checkedBy: 'generated',
    says: 'The page says how old an answer may be, and how and how often health is asked.',
    howTo: makePages,
    check: (facts) => [
      ...demand(/\| +Cached +\|/.test(pageOf(facts)), 'The page does not say what is cached.'),
      ...demand(pageOf(facts).includes('every five minutes'), 'The page does not say how often health is asked.'),
    ],
  },
  {
    id: 'docs-known-limitations',
    tier: 'gold',
    source: 'ha:docs-known-limitations',
    checkedBy: 'lint',
    says: 'What it cannot do is said plainly, in sentences.',
    howTo: `Write \`page.limitations\`. ${makePages}`,
    check: (facts) => {
      const { limitations } = facts.contract.page;
      return [
        ...demand(limitations.length > 0, '`page.limitations` is empty.'),
        ...each(
          limitations.filter((one) => !isSentence(one)),
          (one) => `“${one}” is no sentence.`,
        ),
        ...missingOnPage(facts, limitations),
      ];
    },
  },
  {
    id: 'docs-supported-devices',
    tier: 'gold',
    source: 'ha:docs-supported-devices',
    checkedBy: 'lint',
    says: 'The version that it was written against and what the system imposes are stated.',
    howTo: 'Write `page.vendor.version` and `page.constraints`.',
    check: (facts) => [
      ...demand(facts.contract.page.vendor.version.length >= 3, '`page.vendor.version` says nothing.'),
      ...demand(facts.contract.page.constraints.length > 0, '`page.constraints` is empty.'),
      ...missingOnPage(facts, [facts.contract.page.vendor.version, ...facts.contract.page.constraints]),
    ],
  },
  {
    id: 'docs-supported-functions',
    tier: 'gold',
    source: 'ha:docs-supported-functions',
    checkedBy: 'generated',
    says: 'The page has a table of all operations with effect, cost and cache, and says what is in and out of scope.',
    howTo: makePages,
    check: (facts) => [
      ...operationsOf(facts).flatMap(({ name, operation }) =>
        demand(
          new RegExp(`\\| \`${name}\` +\\| \`${operation.effect}\``).test(pageOf(facts)),
          `The table does not have ${name} as ${operation.effect}.`,
        ),
      ),
      ...missingOnPage(facts, [...facts.contract.page.inScope, ...facts.contract.page.outOfScope]),
    ],
  },
  {
    id: 'docs-troubleshooting',
    tier: 'gold',
    source: 'ha:docs-troubleshooting',
    checkedBy: 'generated',
    says: 'Each failure that it can report is explained: what happened, what the application does, what a person can do.',
    howTo: 'Use the categories of @wiz/core only; each has its entry in docs/developer/error-handling-patterns.md.',
    check: (facts) => {
      const guide = facts.read('docs/developer/error-handling-patterns.md') ?? '';
      return [
        ...each(
          Object.keys(categories).filter((category) => !guide.includes(category)),
          (category) => `${category} has no entry.`,
        ),
        ...missingOnPage(facts, ['docs/developer/error-handling-patterns.md']),
      ];
    },
  },
  {
    id: 'docs-use-cases',
    tier: 'gold',
    source: 'ha:docs-use-cases',
    checkedBy: 'person',
    says: 'Whoever reads the page knows three things that they could do with it on an ordinary day.',
    howTo: 'Read the page as somebody who does not know it, mend `## Why` and the success criteria, and enter the review.',
  },
];
