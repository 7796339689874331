// The design's “who may import whom”, folder by folder, as far as project tags cannot say it.
// Tests, stand-ins and benchmarks are looser: they run in Node and never ship.

/**
 * @typedef {object} Layer
 * @property {string[]} files
 * @property {string[]} [ignores]
 * @property {string} root relative imports may not leave it
 * @property {string} where
 * @property {string[]} allow
 * @property {string[]} [deny]
 */

const zod = ['zod', 'zod/*'];
const window = [
  'react',
  'react/*',
  'react-dom',
  'react-dom/*',
  '@mantine/*',
  '@tanstack/*',
  '@trpc/client',
  '@trpc/tanstack-react-query',
  '@tabler/*',
  '@fontsource-variable/*',
  'get-nonce',
];

/** @type {Layer[]} */
export const layers = [
  { files: ['libs/core/src/**/*.ts'], root: 'libs/core/src', where: 'core', allow: [] },
  {
    files: ['libs/integration-kit/src/contract/**/*.ts'],
    root: 'libs/integration-kit/src/contract',
    where: "the kit's contract half",
    allow: ['@wiz/core', ...zod],
  },
  {
    files: ['libs/integration-kit/src/main/**/*.ts'],
    root: 'libs/integration-kit/src',
    where: "the kit's main half",
    allow: ['@wiz/core', ...zod, 'node:*'],
  },
  {
    files: ['libs/integrations/*/contract/src/**/*.ts'],
    root: 'libs/integrations',
    where: "an integration's contract",
    allow: ['@wiz/integration-kit/contract', ...zod],
  },
  {
    // Vendor SDKs are the integration's own business; what belongs to other layers is not.
    files: ['libs/integrations/*/main/src/**/*.ts'],
    root: 'libs/integrations',
    where: "an integration's main half",
    allow: ['@wiz/core', '@wiz/integration-kit/*', '@wiz/contract-*', 'node:*', ...zod],
    deny: ['@wiz/*', 'electron', 'electron/*', 'electron-trpc*', 'react', 'react-dom', 'react/*', '@trpc/*', '@tanstack/*', '@mantine/*'],
  },
  { files: ['libs/engine/src/types/**/*.ts'], root: 'libs/engine/src/types', where: "the engine's types", allow: ['@wiz/core', ...zod] },
  {
    files: ['libs/engine/src/**/*.ts'],
    ignores: ['libs/engine/src/types/**'],
    root: 'libs/engine/src',
    where: 'the engine',
    allow: ['@wiz/core', '@wiz/integration-kit/contract', '@wiz/integration-kit/main', ...zod],
  },
  {
    files: ['libs/ipc-contract/src/*.ts', 'libs/ipc-contract/src/renderer/**/*.ts'],
    root: 'libs/ipc-contract/src',
    where: 'the isomorphic half of ipc-contract',
    allow: [
      '@wiz/core',
      '@wiz/integration-kit/contract',
      '@wiz/contract-*',
      '@wiz/engine/types',
      '@trpc/*',
      'electron-trpc/renderer',
      ...zod,
    ],
  },
  {
    files: ['libs/ipc-contract/src/{main,preload}/**/*.ts'],
    root: 'libs/ipc-contract/src',
    where: 'the Electron half of ipc-contract',
    allow: [
      '@wiz/core',
      '@wiz/integration-kit/contract',
      '@wiz/contract-*',
      '@wiz/engine/types',
      '@trpc/*',
      'electron',
      'electron-trpc/*',
      'node:*',
      ...zod,
    ],
  },
  {
    files: ['apps/desktop/src/preload/**/*.ts'],
    root: 'apps/desktop/src/preload',
    where: 'the preload script',
    allow: ['@wiz/ipc-contract/preload'],
  },
  {
    files: ['apps/desktop/src/main/**/*.ts'],
    root: 'apps/desktop/src/main',
    where: "the desktop's main process",
    allow: [
      '@wiz/core',
      '@wiz/engine',
      '@wiz/engine/types',
      '@wiz/integration-kit/*',
      '@wiz/contract-*',
      '@wiz/integration-*',
      '@wiz/ipc-contract',
      '@wiz/ipc-contract/main',
      'electron',
      'libsql',
      'node:*',
      ...zod,
    ],
  },
  {
    files: ['apps/desktop/src/renderer/**/*.{ts,tsx}'],
    root: 'apps/desktop/src/renderer',
    where: 'the window',
    allow: [
      '@wiz/core',
      '@wiz/contract-*',
      '@wiz/engine/types',
      '@wiz/integration-kit/contract',
      '@wiz/ipc-contract',
      '@wiz/ipc-contract/renderer',
      ...window,
      ...zod,
    ],
  },
];
