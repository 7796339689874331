// How it is made.
import { proved } from '../laws.mjs';
import { demand, each } from '../rule.mjs';
import { all, isSentence, noneOf } from './helpers.mjs';

const licences = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
]);

/** The same in every integration, so that whoever knows one knows all. Relative to its folder. */
const files = [
  'contract/package.json',
  'contract/project.json',
  'contract/introduction.md',
  'contract/src/index.ts',
  'contract/src/index.test.ts',
  'main/package.json',
  'main/project.json',
  'main/src/index.ts',
  'main/src/handlers.ts',
  'main/src/main-only.ts',
  'main/src/testing/index.ts',
  'main/src/testing/conformance.ts',
  'main/src/conformance.test.ts',
];

/** What only the generator writes. */
const guesses = /\bNext: |\bexample\.com\b|\bThe example speaks to a stand-in\b/;

/** What a team says of its system on the page. @param {string} id @param {(file: string) => string | undefined} read */
function introductionOf(id, read) {
  const file = `libs/integrations/${id}/contract/introduction.md`;
  return { file, text: read(file) ?? '' };
}

/** Lines of source that a contract may have: it is loaded at start-up, in both processes. */
const largestContract = 2000;

/** @type {readonly import('../rule.mjs').Rule[]} */
export const code = [
  {
    id: 'brands',
    tier: 'bronze',
    source: 'ha:brands',
    checkedBy: 'lint',
    says: 'It has a name as people write it, a picture by its kind, and a place where its documentation is.',
    howTo: 'Write `name` and `docs` of the contract: an address that begins with https://, or a file of this workspace.',
    check: ({ contract, kind, read }) => [
      ...demand(/^\S.{0,39}$/.test(contract.name), '`name` is empty or too long.'),
      ...demand(contract.docs.startsWith('https://') || read(contract.docs) !== undefined, '`docs` is neither https:// nor a file here.'),
      ...demand(
        new RegExp(`\\b${kind}: Icon`).test(read('apps/desktop/src/renderer/components/kind-icon.tsx') ?? ''),
        `The window has no picture for ${kind}.`,
      ),
    ],
  },
  {
    id: 'common-modules',
    tier: 'bronze',
    source: 'ha:common-modules',
    checkedBy: 'lint',
    says: 'Its files lie where those of every integration lie.',
    howTo: 'Make it with the generator, or move the file.',
    check: ({ id, read }) =>
      each(
        files.filter((file) => read(`libs/integrations/${id}/${file}`) === undefined),
        (file) => `${file} is missing.`,
      ),
  },
  {
    id: 'dependency-transparency',
    tier: 'bronze',
    source: 'ha:dependency-transparency',
    checkedBy: 'lint',
    says: 'Each package that it brings is pinned, from the registry, under an open licence, and runs no script when it is installed.',
    howTo: 'Pin one version as in the lock file, or choose another package.',
    check: ({ packages }) =>
      packages.flatMap(({ name, asked, locked, license, runsScript, fromRegistry }) => [
        ...demand(asked === undefined || /^\d+\.\d+\.\d+/.test(asked), `${name} is not pinned: ${String(asked)}.`),
        ...demand(locked, `The lock file does not have ${name}${asked === undefined ? '' : ` in ${asked}`}.`),
        ...demand(
          !locked || (license !== undefined && licences.has(license)),
          `${name} is under ${license ?? 'no licence that it tells'}.`,
        ),
        ...demand(!runsScript, `${name} runs a script when it is installed.`),
        ...demand(!locked || fromRegistry, `${name} does not come from the registry.`),
      ]),
  },
  {
    id: 'entity-event-setup',
    tier: 'bronze',
    source: 'ha:entity-event-setup',
    checkedBy: 'kit',
    says: 'What it listens to is let go of when it is no longer needed.',
    howTo: 'Add listeners with `once` or a signal, or take them away in `finally`.',
    check: all(noneOf('listener'), proved('nothingLeft')),
  },
  {
    id: 'runtime-data',
    tier: 'bronze',
    source: 'ha:runtime-data',
    checkedBy: 'lint',
    says: 'All its state hangs on a connection: nothing that changes lies in a module or a class itself.',
    howTo: 'Move it into the client that `connect` makes.',
    check: noneOf('module state'),
  },
  {
    id: 'egress-limited',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'lint',
    says: 'It reaches the address of its connection and no other; paths are put together from escaped pieces.',
    howTo: 'Give the client a `path` of pieces, each through `segment(…)`, and never an address from an answer.',
    check: (facts) => [
      ...noneOf('foreign address', 'bare path', 'unsafe')(facts),
      ...(facts.kind === 'rest' || facts.kind === 'graphql' || facts.kind === 'filesystem' ? proved('egress')(facts) : []),
    ],
  },
  {
    id: 'integration-owner',
    tier: 'silver',
    source: 'ha:integration-owner',
    checkedBy: 'generated',
    says: 'A team owns it, is asked about each change, and says where troubles are reported to.',
    howTo: 'Write `owner` as @organisation/team and `reports`, then run: node tools/registries/write.mjs',
    check: ({ id, contract, read }) => [
      ...demand(/^@[\w-]+\/[\w-]+$/.test(contract.owner), `“${contract.owner}” is no team.`),
      ...demand(
        read('.github/CODEOWNERS')?.includes(`/libs/integrations/${id}/ ${contract.owner}\n`) === true,
        'CODEOWNERS does not have its owner.',
      ),
      ...demand(contract.reports !== undefined, 'The contract has no `reports`: nobody is told of trouble.'),
    ],
  },
  {
    id: 'made-its-own',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Nothing is left of what the generator could only guess: no step that begins with “Next:”, no address of example.com.',
    howTo:
      'Do what each comment that begins with “Next:” says, then take the comment away; write the vendor’s own addresses and your own words. All places: git grep --line-number "Next: " -- libs/integrations/<id>',
    check: ({ id, sources, read }) =>
      [...sources, introductionOf(id, read)].flatMap(({ file, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            guesses.test(line) && !/\.test\.ts$/.test(file) ? [`${file}:${String(index + 1)}: ${line.trim().slice(0, 80)}`] : [],
          ),
      ),
  },
  {
    id: 'test-coverage',
    tier: 'silver',
    source: 'ha:test-coverage',
    checkedBy: 'kit',
    measured: true,
    says: 'Its tests run at least 95 of 100 lines of its main half.',
    howTo: 'See dist/test-output/integration-<id>/coverage for the lines, and write a test or take them out.',
    check: ({ coverage }) =>
      demand((coverage?.lines ?? 0) >= 95, coverage === undefined ? 'It was not measured.' : `They run ${coverage.lines.toFixed(1)} %.`),
  },
  {
    id: 'icon-translations',
    tier: 'gold',
    source: 'ha:icon-translations',
    checkedBy: 'generated',
    says: 'Its operations have the picture of their effect, from the shared set.',
    howTo: 'Nothing: pictures follow from kind and effect.',
    check: ({ contract, read }) => {
      const looks = read('apps/desktop/src/renderer/text/effects.ts') ?? '';
      return each(
        [...new Set(Object.values(contract.operations).map(({ effect }) => effect))].filter(
          (effect) => !new RegExp(`\\b${effect}:`).test(looks),
        ),
        (effect) => `${effect} has no picture.`,
      );
    },
  },
  {
    id: 'async-dependency',
    tier: 'platinum',
    source: 'ha:async-dependency',
    checkedBy: 'lint',
    says: 'Nothing that it does holds up the main process: no call waits in place.',
    howTo: 'Use the asynchronous form of the call.',
    check: noneOf('blocking call'),
  },
  {
    id: 'inject-websession',
    tier: 'platinum',
    source: 'ha:inject-websession',
    checkedBy: 'lint',
    says: 'Time, chance and the network come in through the host’s ports only.',
    howTo: 'Use `host.clock`, `host.transport` and the call’s scope.',
    check: noneOf('own port', 'environment', 'foreign import'),
  },
  {
    id: 'strict-typing',
    tier: 'platinum',
    source: 'ha:strict-typing',
    checkedBy: 'types',
    says: 'Types are strict and come from schemas: no `any`, no assertion without a test, nothing switched off.',
    howTo: 'Parse the value with a schema instead.',
    check: all(noneOf('loose type'), ({ verdicts }) =>
      verdicts
        .filter(({ check }) => check === 'typecheck')
        .flatMap(({ project, ran, failed }) =>
          demand(ran && failed.length === 0, `The types of ${project} do not hold, or were not checked.`),
        ),
    ),
  },
  {
    id: 'start-up-budget',
    tier: 'platinum',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Its main half is loaded on first use, and its contract is small and brings nothing to the start.',
    howTo: 'Keep the contract to the kit and Zod, and under 2,000 lines.',
    check: ({ id, sources, read }) => {
      const contract = sources.filter(({ half, ships }) => half === 'contract' && ships);
      const lines = contract.reduce((sum, { text }) => sum + text.split('\n').length, 0);
      return [
        ...demand(
          read('apps/desktop/src/main/implementations.ts')?.includes(`import('@wiz/integration-${id}')`) === true,
          'The application loads its main half at the start.',
        ),
        ...demand(lines <= largestContract, `Its contract has ${String(lines)} lines.`),
        ...contract.flatMap(({ file, text }) =>
          [...text.matchAll(/from '([^']+)'/g)]
            .map(([, from = '']) => from)
            .filter((from) => !/^(\.|zod$|@wiz\/integration-kit\/contract$)/.test(from))
            .map((from) => `${file} brings ${from}.`),
        ),
      ];
    },
  },
  {
    id: 'success-stated',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'lint',
    says: 'When it does its job is said in sentences that can be checked.',
    howTo: 'Write `page.success`.',
    check: ({ contract }) => [
      ...demand(contract.page.success.length > 0, '`page.success` is empty.'),
      ...each(
        contract.page.success.filter((one) => !isSentence(one)),
        (one) => `“${one}” is no sentence.`,
      ),
    ],
  },
];
