// The page of one integration, made from its contract in the sections that every such page has.
import { categories } from '@wiz/core';
import { hintsOf, zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('@wiz/integration-kit/contract').AnyOperation} AnyOperation */
/** @typedef {import('@wiz/integration-kit/contract').AnySchema} AnySchema */

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
 * @returns {string} Markdown, not yet formatted
 * @throws {Error} when a section would be empty
 */
export function integrationPage(contract, introduction) {
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
    '## The external system',
    table(['Name', 'Written against', 'Documentation'], [[contract.name, page.vendor.version, page.vendor.docs]]),
    '### Constraints',
    list(contract, 'constraints', page.constraints),
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
    '### Set-up',
    page.setUp.map((step, index) => `${String(index + 1)}. ${step}`).join('\n'),
    '## Architecture',
    `A run goes from the window through \`trpc.${contract.id}.<operation>\` to the engine, through the connection’s pipeline (${pipelineOf(contract)}) to the handler in \`libs/integrations/${contract.id}/main\`, and from there to ${contract.name}. The answer is checked against the contract’s schema on its way back.`,
    '### Procedures and hooks',
    table(
      ['Procedure', 'Kind', 'In the window'],
      operations.map(([name, operation]) => [`\`${contract.id}.${name}\``, procedureKind(operation), hookOf(contract.id, name, operation)]),
    ),
    '## Data',
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
    `Every failure has one of the ${String(Object.keys(categories).length)} categories of \`docs/developer/error-handling-patterns.md\`. The circuit opens after 5 failures of the system in a row, for 60 seconds at first. ${budget}`,
    '## Configuration',
    fieldsOf(contract.config).length === 0
      ? 'There is nothing to set.'
      : table(
          ['Setting', 'Label', 'Help', 'Default'],
          fieldsOf(contract.config).map(({ key, label, help, fallback }) => [`\`${key}\``, label, help, fallback]),
        ),
    'For each connection a person may also set: attempt timeout (1 to 60 s), requests a minute (1 to 1000), retries (0 to 5), failures that open the circuit (1 to 10).',
    '## Monitoring',
    contract.health === undefined
      ? 'Health is asked by verifying the connection, every five minutes, at most 5 seconds long.'
      : `Health is asked with \`${contract.health.probe}\`, every five minutes, at most 5 seconds long. ${contract.health.asks}`,
    'It is asked soon after wake, a change of the network or of the settings, and when an open circuit may be tried again. Slower than 3 seconds is degraded.',
    '## Limitations',
    list(contract, 'limitations', page.limitations),
    ...(notes === '' ? [] : ['## Notes', notes]),
    '## Testing',
    `\`npx nx test contract-${contract.id}\` and \`npx nx test integration-${contract.id}\` run the tests of both halves; \`@wiz/integration-${contract.id}/testing\` has what they stand on.`,
    '## References',
    [`- ${contract.docs}`, `- ${page.vendor.docs}`, '- `docs/architecture/overview.md`', '- `docs/architecture/resilience.md`']
      .filter((line, index, all) => all.indexOf(line) === index)
      .join('\n'),
  ].join('\n\n');
}

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

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
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
  if (kind === 'subscription') return `\`useSubscription(trpc.${id}.${name}.subscriptionOptions(input))\``;
  return kind === 'query'
    ? `\`useQuery(trpc.${id}.${name}.queryOptions(input))\``
    : `\`useMutation(trpc.${id}.${name}.mutationOptions())\``;
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

/**
 * @param {string} title
 * @param {AnySchema} schema
 */
function schemaTable(title, schema) {
  const core = zodOf(schema);
  const rows = fieldsOf(core instanceof z.ZodArray ? /** @type {AnySchema} */ (core.element) : schema);
  if (rows.length === 0) return [`${title}: nothing.`];
  return [
    `${title}:`,
    table(
      ['Field', 'Type', 'Label', 'Help'],
      rows.map(({ key, type, label, help }) => [`\`${key}\``, type, label, help]),
    ),
  ];
}

/**
 * @param {AnySchema} schema
 * @returns {readonly { key: string, type: string, label: string, help: string, fallback: string }[]}
 */
function fieldsOf(schema) {
  const object = zodOf(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).map(([key, value]) => {
    const field = /** @type {z.ZodType} */ (value);
    const hints = hintsOf(field);
    const { type, fallback } = typeOf(field);
    return { key, type, label: hints?.label ?? '–', help: hints?.help ?? field.description ?? '–', fallback };
  });
}

/**
 * @param {z.ZodType} schema
 * @returns {{ type: string, fallback: string }}
 */
function typeOf(schema) {
  const inner = (/** @type {unknown} */ part) => typeOf(/** @type {z.ZodType} */ (part));
  if (schema instanceof z.ZodDefault) {
    const { type } = inner(schema.def.innerType);
    return { type: `${type}, optional`, fallback: `\`${JSON.stringify(schema.def.defaultValue)}\`` };
  }
  if (schema instanceof z.ZodOptional) return { type: `${inner(schema.def.innerType).type}, optional`, fallback: '–' };
  if (schema instanceof z.ZodNullable) return { type: `${inner(schema.def.innerType).type} or null`, fallback: '–' };
  if (schema instanceof z.ZodPipe) return inner(schema.def.in);
  if (schema instanceof z.ZodEnum) return { type: schema.options.map((option) => `\`${String(option)}\``).join(', '), fallback: '–' };
  if (schema instanceof z.ZodArray) return { type: `list of ${inner(schema.element).type}`, fallback: '–' };
  if (schema instanceof z.ZodNumber) return { type: schema.format?.includes('int') === true ? 'whole number' : 'number', fallback: '–' };
  if (schema instanceof z.ZodString) return { type: 'text', fallback: '–' };
  if (schema instanceof z.ZodBoolean) return { type: 'yes or no', fallback: '–' };
  if (schema instanceof z.ZodObject) return { type: 'object', fallback: '–' };
  return { type: schema.def.type, fallback: '–' };
}
