import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.shared.ts';

// electron-trpc itself runs as it is installed; only what it imports from `electron` is played, since tests run in Node.
export default mergeConfig(
  defineConfig(testConfig('ipc-contract')),
  defineConfig({
    test: {
      alias: { electron: fileURLToPath(new URL('./src/testing/fake-electron.ts', import.meta.url)) },
      server: { deps: { inline: ['electron-trpc'] } },
    },
  }),
);
