const limits = 'apps/desktop/src/renderer/screens/connection/policy-values.test.ts › have the ranges of the schema, the time in seconds';
const outside =
  'apps/desktop/src/renderer/screens/connection/policy-values.test.ts › name their range where they are out of it, in the unit of the input';
const policy = 'libs/engine/src/types/policy.ts#PolicyOverrides';

/** @type {import('./item.mjs').Section} */
export const configuration = {
  number: 7,
  title: 'Configuration and its security',
  items: [
    {
      id: '7.1',
      asks: 'A connection has key, address, timeout, requests a minute, retries and the breaker’s threshold.',
      files: [
        policy,
        'libs/integrations/github/contract/src/index.ts#github',
        'apps/desktop/src/renderer/screens/connection/policy-form.tsx#PolicyForm',
      ],
      tests: ['libs/engine/src/connection-runtime.test.ts › replace the defaults at once', limits],
    },
    {
      id: '7.2',
      asks: 'A key is not empty.',
      files: ['libs/integration-kit/src/contract/secret.ts#secret'],
      tests: ['libs/integration-kit/src/contract/secret.test.ts › refuses an empty or endless one without repeating it'],
    },
    {
      id: '7.3',
      asks: 'An address is one.',
      files: [
        'libs/integrations/github/contract/src/api-address.ts#apiAddress',
        'libs/integration-kit/src/main/http/base-url.ts#parseBaseUrl',
      ],
      tests: [
        'libs/integrations/github/contract/src/index.test.ts › may not be %s: %s',
        'libs/integration-kit/src/main/http/target-url.test.ts › refuses %s and says why',
      ],
    },
    { id: '7.4', asks: 'The timeout is between 1 and 60 seconds.', files: [policy], tests: [limits, outside] },
    { id: '7.5', asks: 'Requests a minute are between 1 and 1000.', files: [policy], tests: [limits, outside] },
    { id: '7.6', asks: 'Retries are between 0 and 5.', files: [policy], tests: [limits, outside] },
    { id: '7.7', asks: 'The breaker’s threshold is between 1 and 10.', files: [policy], tests: [limits, outside] },
    {
      id: '7.8',
      asks: 'It is kept by the main process, not by a window.',
      files: ['apps/desktop/src/main/store/vault-table.ts#VaultTable', 'apps/desktop/src/main/vault/keychain-vault.ts#keychainVault'],
      tests: [
        'e2e/desktop/src/integrations/github/canary.spec.ts › a token is found only where it belongs: sealed on the disk, and on the wire',
        'apps/desktop/src/renderer/form/secret-inputs.test.ts › are emptied when they are cleared, and when they leave the page',
      ],
    },
    {
      id: '7.9',
      asks: 'It lies in a file of its own in the user’s data folder.',
      files: [
        'apps/desktop/src/main/store/connection-table.ts#ConnectionTable',
        'apps/desktop/src/main/store/open-database.ts#openDatabase',
      ],
      tests: [
        'apps/desktop/src/main/store/store-host.test.ts › come back exactly as they were put, oldest first',
        'apps/desktop/src/main/store/worker-store.test.ts › has lost nothing that it had acknowledged, and its file opens without a complaint',
      ],
      departs: { decision: 7, how: 'A row of the database in that folder, settings and sealed secrets in one transaction.' },
    },
    {
      id: '7.10',
      asks: 'It is validated before it is saved.',
      files: ['libs/engine/src/connections.ts#Connections', 'libs/integrations/github/main/src/verify.ts#verifyToken'],
      tests: [
        'libs/engine/src/secret-keeper.test.ts › are proven before they are saved, with the exact reason',
        'e2e/desktop/src/integrations/github/main-job.spec.ts › connects only with a token that works, and says exactly why another one does not',
      ],
    },
    {
      id: '7.11',
      asks: 'What is sensitive is encrypted before it is stored.',
      files: ['apps/desktop/src/main/vault/keychain-cipher.ts#KeychainCipher', 'libs/engine/src/secret-keeper.ts#SecretKeeper'],
      tests: [
        'apps/desktop/src/main/vault/keychain-vault.test.ts › opens what it sealed, and what it sealed holds no secret',
        'libs/engine/src/secret-keeper.test.ts › is never used in silence',
      ],
    },
    {
      id: '7.12',
      asks: 'When it is loaded, it is decrypted and validated again.',
      files: ['libs/engine/src/secret-keeper.ts#SecretKeeper', 'apps/desktop/src/main/store/connection-table.ts#ConnectionTable'],
      tests: [
        'apps/desktop/src/main/vault/keychain-vault.test.ts › does not take rubbish for secrets when a wrong key decrypts to rubbish',
        'apps/desktop/src/main/store/store-host.test.ts › are served without one whose row is damaged, which is kept and reported',
      ],
    },
    {
      id: '7.13',
      asks: 'What cannot be loaded counts as not there.',
      files: ['apps/desktop/src/main/vault/vault-failure.ts#openFailure', 'apps/desktop/src/main/store/storage-failure.ts#storageFailure'],
      tests: [
        'e2e/desktop/src/integrations/github/keychain.spec.ts › after a restart everything is there; with another keychain the connection asks to be reconnected, and then works',
        'apps/desktop/src/main/store/open-database.test.ts › that is no database is set aside, a new one takes its place, and a sentence says so',
      ],
      departs: {
        decision: 6,
        how: 'It is kept, and the person is told why it cannot be read: a changed key must not look like a new installation.',
      },
    },
  ],
};
