// Connecting, and staying connected.
import { checkContract } from '../../contracts/check.mjs';
import { fieldsIn } from '../facts/fields.mjs';
import { proved, provedOrTested } from '../laws.mjs';
import { demand, each, httpKinds, remoteKinds } from '../rule.mjs';
import { all, isSentence, noneOf } from './helpers.mjs';

/** What a credential is called where it lies among the settings by mistake. */
const credential = /pass(word|phrase)|secret|token|api_?key|private_?key|credential/i;

/** A test of a connection that cannot be made. */
const trouble = /\bgone\b|no folder|not a folder|wrong|refuse|may not/i;

/** @type {readonly import('../rule.mjs').Rule[]} */
export const settingUp = [
  {
    id: 'action-setup',
    tier: 'bronze',
    source: 'ha:action-setup',
    checkedBy: 'types',
    says: 'Its operations are in the catalogue without any connection, each with a handler.',
    howTo: 'Make the contract load, give every operation a handler, and run: node tools/registries/write.mjs',
    check: ({ id, contract, read, verdicts }) => [
      ...demand(Object.keys(contract.operations).length > 0, 'The contract has no operation.'),
      ...demand(
        read('libs/ipc-contract/src/contracts.ts')?.includes(`'@wiz/contract-${id}'`) === true,
        'The catalogue does not have its contract.',
      ),
      ...demand(
        read('apps/desktop/src/main/implementations.ts')?.includes(`'@wiz/integration-${id}'`) === true,
        'The application does not have its main half.',
      ),
      ...demand(
        verdicts.some(
          ({ project, check, ran, failed }) => project === `integration-${id}` && check === 'typecheck' && ran && failed.length === 0,
        ),
        'The types of its main half do not hold, or were not checked.',
      ),
    ],
  },
  {
    id: 'appropriate-polling',
    tier: 'bronze',
    source: 'ha:appropriate-polling',
    checkedBy: 'lint',
    says: 'It asks nothing by itself: only its health probe is asked, every five minutes, and the contract says what that costs.',
    howTo:
      'Take out timers of its own. Name a cheap read under `health` with a sentence in `asks`, or leave `health` out: then the connection is verified.',
    check: (facts) => [
      ...noneOf('own port')(facts).filter((finding) => /set(Timeout|Interval)|timers/.test(finding)),
      ...demand(facts.contract.health === undefined || isSentence(facts.contract.health.asks), '`health.asks` is no sentence.'),
    ],
  },
  {
    id: 'config-flow',
    tier: 'bronze',
    source: 'ha:config-flow',
    checkedBy: 'lint',
    says: 'A person sets it up in the window: each setting and each credential has a label and a sentence of help, and no credential is among the settings.',
    howTo: 'Give the field a `label` and a `help` that ends with a full stop, and make credentials with `secret(…)`.',
    check: ({ contract }) => [
      ...[...fieldsIn(contract.config), ...fieldsIn(contract.secrets)].flatMap(({ key, hints }) => [
        ...demand((hints?.label ?? '') !== '', `“${key}” has no label.`),
        ...demand(isSentence(hints?.help ?? ''), `“${key}” has no sentence of help.`),
      ]),
      ...fieldsIn(contract.config)
        .filter(({ key, hints }) => hints?.widget === 'secret' || credential.test(key) || credential.test(hints?.label ?? ''))
        .map(({ key }) => `“${key}” looks like a credential among the settings.`),
    ],
  },
  {
    id: 'config-flow-test-coverage',
    tier: 'bronze',
    source: 'ha:config-flow-test-coverage',
    checkedBy: 'kit',
    says: 'Connecting is tested: it succeeds, it fails and says why, and the same account is known again.',
    howTo: 'See the laws “verify-…” in the report of the kit, and mend `verify`.',
    check: proved('verifying'),
  },
  {
    id: 'test-before-configure',
    tier: 'bronze',
    source: 'ha:test-before-configure',
    checkedBy: 'kit',
    says: 'A connection is tried before it is saved, and a wrong credential, a wrong address and a network that is down are told apart.',
    howTo: 'Let `verify` ask the system something that needs the credentials, and map what it answers to the categories.',
    check: provedOrTested('wrongConnection', trouble),
  },
  {
    id: 'test-before-setup',
    tier: 'bronze',
    source: 'ha:test-before-setup',
    checkedBy: 'kit',
    says: 'After a start its health says whether it works, and a system that is down is told as down.',
    howTo: 'Let the health probe fail with the category of what is wrong.',
    check: proved('health'),
  },
  {
    id: 'unique-config-entry',
    tier: 'bronze',
    source: 'ha:unique-config-entry',
    checkedBy: 'kit',
    says: '`verify` names the remote account in a way that stays, so the same one is not added twice.',
    howTo: 'Return an `account` made of what the system never changes, such as a number, not of what was typed.',
    check: proved('oneAccount'),
  },
  {
    id: 'config-entry-unloading',
    tier: 'silver',
    source: 'ha:config-entry-unloading',
    checkedBy: 'kit',
    says: 'Disconnecting ends calls and gives back sockets, handles and child processes within a second.',
    howTo: 'Close in `disconnect` what `connect` or a handler opened.',
    check: proved('nothingLeft'),
  },
  {
    id: 'reauthentication-flow',
    tier: 'silver',
    source: 'ha:reauthentication-flow',
    checkedBy: 'kit',
    kinds: remoteKinds,
    says: 'A credential that is no longer accepted is told as authentication_error, from which the application offers to give a new one to the same connection.',
    howTo: 'Map the system’s answer for a bad credential to authentication_error, in `explain` or where the driver’s errors are read.',
    check: provedOrTested('reauthentication', /password|credential|authentication|sign in/i),
  },
  {
    id: 'parallel-updates',
    tier: 'silver',
    source: 'ha:parallel-updates',
    checkedBy: 'types',
    kinds: httpKinds,
    says: 'The contract states the budget of a connection, and operations that send more than one request state their cost.',
    howTo: 'Write `budget: { perMinute, burst }` beneath what the system allows, or `budget: null` with a reason beside it.',
    check: ({ contract }) => demand(contract.budget !== undefined, 'The contract states no budget.'),
  },
  {
    id: 'discovery-update-info',
    tier: 'gold',
    source: 'ha:discovery-update-info',
    checkedBy: 'kit',
    says: 'A known system that moved is found at its new address.',
    howTo: 'Nothing yet.',
    neverYet: 'The application looks for nothing in a network, so it cannot see that something moved; a person changes the address.',
  },
  {
    id: 'discovery',
    tier: 'gold',
    source: 'ha:discovery',
    checkedBy: 'types',
    kinds: remoteKinds,
    says: 'Where a program on the computer is logged in to the system already, its login is offered, and read only when the person agrees.',
    howTo: 'Describe the program under `secretSources`, or exempt the rule with the reason that there is none.',
    check: ({ contract }) => demand((contract.secretSources ?? []).length > 0, 'The contract names no program whose login may be used.'),
  },
  {
    id: 'reconfiguration-flow',
    tier: 'gold',
    source: 'ha:reconfiguration-flow',
    checkedBy: 'kit',
    says: 'Settings are changed in place, and what was saved under an older contract is lifted to the newer one, tested.',
    howTo:
      'Do what the finding says; before the first release: node tools/contracts/write.mjs --replace <id>. After a breaking change give the contract a step in `migrations`.',
    check: ({ contract, snapshots }) => checkContract(contract, snapshots),
  },
  {
    id: 'secrets-branded',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'types',
    says: 'Every credential is a `Secret`, which cannot be printed, and its text is taken out only where it goes onto the wire.',
    howTo:
      'Make credentials with `secret(…)` and call `reveal()` in `credentials` or the driver’s own options, never for words, paths or details.',
    check: all(
      ({ contract }) =>
        each(
          fieldsIn(contract.secrets).filter(({ hints }) => hints?.widget !== 'secret' || hints.journal !== 'omit'),
          ({ key }) => `“${key}” was not made by \`secret\`.`,
        ),
      noneOf('told secret'),
    ),
  },
];
