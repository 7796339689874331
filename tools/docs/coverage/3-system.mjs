/** @type {import('./item.mjs').Section} */
export const externalSystem = {
  number: 3,
  title: 'The external system',
  items: [
    {
      id: '3.1',
      asks: 'Its name, kind, version and documentation.',
      files: ['libs/integration-kit/src/contract/contract-page.ts#ContractPage', 'tools/docs/integration-page.mjs#integrationPage'],
      tests: ['tools/docs/pages.test.mjs › has every section of the specification, in its order'],
    },
    {
      id: '3.2',
      asks: 'What it can do, in detail.',
      files: ['tools/docs/page-context.mjs#capabilities', 'libs/integrations/github/contract/src/issues.ts#issues'],
      tests: ['tools/docs/pages.test.mjs › says of every operation what it takes, what it gives and how the window calls it'],
    },
    {
      id: '3.3',
      asks: 'Its limits, quotas and restrictions.',
      files: ['libs/integrations/github/contract/src/index.ts#github', 'libs/integrations/github/contract/src/rate-limit.ts#rateLimit'],
      tests: [
        'tools/docs/pages.test.mjs › has no empty section',
        'libs/integrations/github/main/src/index.test.ts › hold everything back until the time that GitHub names',
      ],
    },
    {
      id: '3.4',
      asks: 'What it asks for authentication and rights.',
      files: [
        'libs/integrations/github/contract/src/index.ts#github',
        'libs/integrations/github/main/src/explain-permission.ts#explainPermission',
      ],
      tests: ['libs/integrations/github/main/src/explain.test.ts › names the permission that a fine-grained token lacks'],
    },
    {
      id: '3.5',
      asks: 'Its formats and protocol, with their limits.',
      files: ['tools/docs/kind-facts.mjs#kindFacts', 'libs/integration-kit/src/main/http/http-client.ts#HttpClient'],
      tests: [
        'laws › row 21',
        'laws › row 17',
        'libs/integration-kit/src/main/http/safe-json.test.ts › takes 100 levels and no more, without overflow for a million',
      ],
    },
    {
      id: '3.6',
      asks: 'How available and reliable it is.',
      files: ['tools/docs/integration-page.mjs#integrationPage', 'libs/core/src/health.ts#Health'],
      tests: ['tools/docs/pages.test.mjs › has every section of the specification, in its order'],
    },
    {
      id: '3.7',
      asks: 'A typed configuration: key, address, timeout, requests a minute.',
      files: [
        'libs/integrations/github/contract/src/index.ts#github',
        'libs/integration-kit/src/contract/secret.ts#secret',
        'libs/engine/src/types/policy.ts#PolicyOverrides',
      ],
      tests: [
        'libs/integration-kit/src/main/implement.test.ts › types inputs, outputs and chunks from the contract',
        'libs/ipc-contract/src/type-promise.test.ts › let the right inputs pass',
      ],
      departs: {
        decision: 7,
        how: 'Three parts with three fates: settings and limits are shown and journalled, secrets are neither.',
      },
    },
    {
      id: '3.8',
      asks: 'A configuration without key or address is refused.',
      files: ['libs/engine/src/connections.ts#Connections', 'libs/integrations/github/contract/src/api-address.ts#apiAddress'],
      tests: [
        'libs/engine/src/secret-keeper.test.ts › that are missing or not known are refused by name, not by value',
        'libs/integrations/github/contract/src/index.test.ts › may not be %s: %s',
      ],
    },
    {
      id: '3.9',
      asks: 'Using what is not configured is an error that says so.',
      files: ['libs/engine/src/executor.ts#Executor', 'libs/engine/src/connection-runtime.ts#ConnectionRuntime'],
      tests: [
        'libs/engine/src/secret-keeper.test.ts › is passed by for one session: after a restart the connection says “reconnect”, and works once that is done',
        'libs/engine/src/states.test.ts › is not asked of a connection that is switched off, which refuses runs until it is switched on',
      ],
    },
    {
      id: '3.10',
      asks: 'One place holds the configuration for the whole process.',
      files: ['libs/engine/src/connection-runtime.ts#ConnectionRuntime'],
      tests: ['libs/engine/src/secret-keeper.test.ts › that has changed keeps what it sealed, and other connections work'],
      departs: {
        decision: 6,
        how: 'Each connection has its own: people have several accounts of one system.',
      },
    },
  ],
};
