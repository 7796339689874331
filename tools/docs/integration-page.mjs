// The page of one integration, made from its contract in the sections that every such page has.
import { categories } from '@wiz/core';
import { kindFacts } from './kind-facts.mjs';
import { table } from './markdown.mjs';
import { capabilities, flow, inProjectWiz } from './page-context.mjs';
import { fieldsOf, schemaTable } from './schema-fields.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('@wiz/integration-kit/contract').AnyOperation} AnyOperation */

/** What an integration may do to what it is connected with, and what follows from it. */
const effects = {
  read: 'Changes nothing: repeated after a failure that may pass, and cached where the table says so.',
  idempotent: 'Twice is the same as once: repeated after a failure that may pass.',
  write:
    'Changes something each time: never repeated by itself once it may have arrived. A lost answer is shown as “it may have been done”.',
  destructive: 'Cannot simply be undone: runs only with a ticket for exactly what was shown, and is never repeated.',
};

/**
 * @param {AnyContract} contract
 * @param {string} introduction what the team wrote: a section `## Why`, and `## Notes` where there is more to say
 * @param {{ hasClickTests: boolean }} facts whether it has end-to-end tests of its own
 * @returns {string} Markdown, not yet formatted
 * @throws {Error} when a section would be empty
 */
export function integrationPage(contract, introduction, { hasClickTests }) {
  const why = sectionOf(introduction, 'Why');
  const notes = sectionOf(introduction, 'Notes');
  if (why === '') throw new Error(`The introduction of "${contract.id}" has no section “## Why”.`);
  const { page } = contract;
  const operations = Object.entries(contract.operations);
  const secrets = fieldsOf(contract.secrets);
  const budget = budgetOf(contract);
  return [
    `# Integration: ${contract.name} (\`${contract.id}\`)`,
    `Made from the contract by \`node tools/docs/write-pages.mjs\`; edit the contract or \`introduction.md\` beside it, not this file.`,
    table(
      ['Version', 'Status', 'Owner', 'Kind', 'Contract', 'Service'],
      [
        [
          page.version,
          page.status,
          `\`${contract.owner}\``,
          contract.kind,
          `\`libs/integrations/${contract.id}/contract\``,
          `\`libs/integrations/${contract.id}/main\``,
        ],
      ],
    ),
    '## Summary',
    '### Overview',
    contract.about,
    '### Operations',
    table(
      ['Operation', 'Effect', 'What it does', 'Cached', 'Cost'],
      operations.map(([name, operation]) => [
        `\`${name}\``,
        `\`${operation.effect}\`${operation.chunk === undefined ? '' : ', streamed'}`,
        operation.summary,
        cacheOf(operation),
        String(operation.cost),
      ]),
    ),
    '### Success criteria',
    list(contract, 'success', page.success),
    '## Context and requirements',
    '### Why',
    why,
    '### In scope',
    list(contract, 'inScope', page.inScope),
    '### Out of scope',
    list(contract, 'outOfScope', page.outOfScope),
    '### In Project Wiz',
    inProjectWiz(contract),
    '## The external system',
    table(['Name', 'Kind', 'Written against', 'Documentation'], [[contract.name, contract.kind, page.vendor.version, page.vendor.docs]]),
    '### Capabilities',
    capabilities(contract),
    '### Constraints',
    list(contract, 'constraints', page.constraints),
    '### Protocol and availability',
    `${kindFacts[contract.kind].protocol} An attempt ends after 30 s and a run after 60 s unless the operation says otherwise; a system that stays away opens the circuit.`,
    '### Credentials',
    secrets.length === 0
      ? 'There are none.'
      : table(
          ['Credential', 'Label', 'Help'],
          secrets.map(({ key, label, help }) => [`\`${key}\``, label, help]),
        ),
    ...(secrets.length === 0
      ? []
      : [
          'They are kept by the system’s keychain only, reach the main process only, and are sent to the system’s own address and nowhere else.',
        ]),
    ...(contract.secretSources ?? []).map(
      ({ name, program, secret, notes }) =>
        `**${name}** (\`${program}\`), where it is installed, is offered in place of typing \`${secret}\`; it is read by the main process, and only when the person agrees. ${notes.join(' ')}`,
    ),
    '### Set-up',
    page.setUp.map((step, index) => `${String(index + 1)}. ${step}`).join('\n'),
    '### Removing',
    removal(contract.name, secrets.length > 0),
    '## Architecture',
    '### Flow',
    flow(contract),
    `A run goes from the window through \`${pathOf(contract.id)}.<operation>\` to the engine, through the connection’s pipeline (${pipelineOf(contract)}) to the handler in \`libs/integrations/${contract.id}/main\`, and from there to ${contract.name}. The answer is checked against the contract’s schema on its way back.`,
    '### Service',
    `\`libs/integrations/${contract.id}/main\` has one handler for each operation, bound to the contract by \`implement\`: without one, or with an answer of another shape, it does not compile. A handler gets the parsed input, the client of its connection and a signal that it honours at every wait.`,
    '### Procedures and hooks',
    table(
      ['Procedure', 'Kind', 'In the window'],
      operations.map(([name, operation]) => [`\`${contract.id}.${name}\``, procedureKind(operation), hookOf(contract.id, name, operation)]),
    ),
    'Its health comes by `health.states` and the events of `events.all`; `health.check` asks it now.',
    '## Data',
    '### Way',
    'What a person types is checked with the contract’s schema in the window, again in main, mapped to the system’s form by the handler and sent. What comes back is parsed as the system describes it, mapped to our names and types, checked against the contract’s output, and put into the window’s query cache with `asOf`, `cached`, `stale` and `attempts`.',
    ...operations.flatMap(([name, operation]) => [
      `### \`${name}\`: ${operation.title}`,
      operation.summary,
      ...schemaTable('Input', operation.input),
      ...(operation.chunk === undefined ? [] : schemaTable('Each part', operation.chunk)),
      ...schemaTable('Output', operation.output),
      ...(operation.invalidates.length === 0 ? [] : [`Makes stale: ${operation.invalidates.map((stale) => `\`${stale}\``).join(', ')}.`]),
    ]),
    '## Errors and resilience',
    table(
      ['Effect', 'What follows'],
      [...new Set(operations.map(([, { effect }]) => effect))].map((effect) => [`\`${effect}\``, effects[effect]]),
    ),
    `Every failure has one of the ${String(Object.keys(categories).length)} categories of \`docs/developer/error-handling-patterns.md\`. What may be repeated is, three times at most.`,
    '### Circuit breaker and budget',
    `The circuit opens after 5 failures of the system in a row, for 60 seconds at first. ${budget}`,
    '## Configuration',
    fieldsOf(contract.config).length === 0
      ? 'There is nothing to set.'
      : table(
          ['Setting', 'Label', 'Help', 'Default'],
          fieldsOf(contract.config).map(({ key, label, help, fallback }) => [`\`${key}\``, label, help, fallback]),
        ),
    'For each connection a person may also set: attempt timeout (1 to 60 s), requests a minute (1 to 1000), retries (0 to 5), failures that open the circuit (1 to 10).',
    '## Monitoring',
    '### Health',
    contract.health === undefined
      ? 'Health is asked by verifying the connection, every five minutes, at most 5 seconds long.'
      : `Health is asked with \`${contract.health.probe}\`, every five minutes, at most 5 seconds long. ${contract.health.asks}`,
    'It is asked soon after wake, a change of the network or of the settings, and when an open circuit may be tried again. Slower than 3 seconds is degraded.',
    '### Metrics and alerts',
    'Each connection counts its runs, successes and failures by category, with p50, p95 and p99 of the last five minutes, and its last error. When its health changes, the windows show an alert. Every run is in the journal.',
    '## Limitations',
    list(contract, 'limitations', page.limitations),
    ...(notes === '' ? [] : ['## Notes', notes]),
    '## Testing',
    '### Unit and integration',
    `\`npx nx test contract-${contract.id}\` and \`npx nx test integration-${contract.id}\` run the tests of both halves; \`@wiz/integration-${contract.id}/testing\` has what they stand on.`,
    '### In the application',
    hasClickTests
      ? `\`${e2eFolder(contract.id)}\` does a person’s tasks in real Electron, by clicking.`
      : 'It has no tests of its own by clicking. Every window, form and result is made from the contract, and is clicked in the tests of other integrations.',
    '## References',
    '### Project Wiz',
    [
      'docs/developer/ipc-communication-patterns.md',
      'docs/developer/error-handling-patterns.md',
      'docs/technical-guides/ai-integration/README.md',
    ]
      .map((file) => `- \`${file}\``)
      .join('\n'),
    '### The system',
    [...new Set([contract.docs, page.vendor.docs])].map((place) => `- ${place}`).join('\n'),
    '### Architecture and security',
    [
      'docs/architecture/overview.md',
      'docs/architecture/resilience.md',
      'docs/architecture/decisions/README.md',
      'docs/architecture/specification-coverage.md',
      'docs/security/threat-model.md',
    ]
      .map((file) => `- \`${file}\``)
      .join('\n'),
  ].join('\n\n');
}

/** What becomes of it when a connection is removed. @param {string} name @param {boolean} hasSecrets */
function removal(name, hasSecrets) {
  const stays = `${name} itself stays as it is, and the journal keeps the connection’s runs until it is cleared.`;
  return hasSecrets
    ? `“Remove…” in a connection’s menu makes Project Wiz forget it and its credentials. ${stays} The credentials stay valid at ${name} until they are revoked there.`
    : `“Remove…” in a connection’s menu makes Project Wiz forget it. ${stays}`;
}

/** Where its end-to-end tests lie, relative to the workspace. @param {string} id */
export const e2eFolder = (id) => `e2e/desktop/src/integrations/${id}`;

/**
 * @param {string} text
 * @param {string} title
 */
function sectionOf(text, title) {
  const parts = text.split(/^## /m).slice(1);
  const found = parts.find((part) => part.startsWith(`${title}\n`));
  return found?.slice(title.length + 1).trim() ?? '';
}

/**
 * @param {AnyContract} contract
 * @param {string} name
 * @param {readonly string[]} sentences
 */
function list(contract, name, sentences) {
  if (sentences.length === 0) throw new Error(`The page of "${contract.id}" says nothing under "${name}".`);
  return sentences.map((sentence) => `- ${sentence}`).join('\n');
}

/** @param {AnyOperation} operation */
function cacheOf({ cache }) {
  if (cache === undefined) return 'no';
  const stale = (cache.staleWhileRevalidateMs ?? 0) + (cache.staleIfErrorMs ?? 0) > 0 ? ', older ones labelled' : '';
  return `${String(cache.ttlMs / 1000)} s${stale}`;
}

/** @param {AnyOperation} operation */
function procedureKind({ chunk, effect }) {
  return chunk !== undefined ? 'subscription' : effect === 'read' ? 'query' : 'mutation';
}

/**
 * @param {string} id
 * @param {string} name
 * @param {AnyOperation} operation
 */
function hookOf(id, name, operation) {
  const kind = procedureKind(operation);
  if (kind === 'subscription') return `\`useSubscription(${pathOf(id)}.${name}.subscriptionOptions(input))\``;
  return kind === 'query'
    ? `\`useQuery(${pathOf(id)}.${name}.queryOptions(input))\``
    : `\`useMutation(${pathOf(id)}.${name}.mutationOptions())\``;
}

/** @param {AnyContract} contract */
function pipelineOf(contract) {
  const cached = Object.values(contract.operations).some(({ cache }) => cache !== undefined);
  return [
    'journal and metrics',
    ...(cached ? ['cache'] : []),
    'deadline',
    'retry',
    'breaker',
    'budget',
    'bulkhead',
    'attempt timeout',
  ].join(', ');
}

/** @param {AnyContract} contract */
function budgetOf({ budget, kind }) {
  if (budget === null || (budget === undefined && (kind === 'filesystem' || kind === 'database')))
    return 'There is no budget a minute; the bulkhead of 4 protects.';
  return `The connection’s budget is ${String(budget?.perMinute ?? 60)} requests a minute unless a person sets another.`;
}

/** How code in the window names an integration: an id with a hyphen is no name in JavaScript. @param {string} id */
function pathOf(id) {
  return /^\w+$/.test(id) ? `trpc.${id}` : `trpc['${id}']`;
}
