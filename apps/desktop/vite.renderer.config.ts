import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { buildTarget } from './vite/build-target.ts';
import { contractsOnFirstUse } from './vite/contracts-on-first-use.ts';
import { checkFirstScreen } from './vite/first-screen-budget.ts';
import { forbidMainCode } from './vite/forbid-main-code.ts';
import { paths } from './vite/paths.ts';
import { noncePlaceholder } from './src/main/protocol/nonce.ts';

export default defineConfig({
  root: path.join(paths.project, 'src', 'renderer'),
  plugins: [contractsOnFirstUse(paths.workspace, 'bundle'), forbidMainCode(paths.workspace), react(), checkFirstScreen()],
  resolve: { conditions: ['wiz-isomorphic', ...defaultClientConditions] },
  // The protocol handler puts a fresh nonce in its place each time the page is loaded.
  html: { cspNonce: noncePlaceholder },
  build: {
    target: buildTarget().renderer,
    outDir: path.join(paths.output, 'renderer'),
    emptyOutDir: true,
    // Nothing is inlined: the page's policy lets fonts and scripts come from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the first screen loads is held to a budget of its own; the contracts of many integrations are one large file.
    chunkSizeWarningLimit: Infinity,
    sourcemap: false,
    rolldownOptions: {
      // Of the thousands of icons in one index only those in use are read: the same bundle in a third of the time.
      experimental: { lazyBarrel: true },
      output: {
        // Zod and its setting in one chunk: so the setting holds before any other chunk makes a schema, however the rest is split.
        // The contracts in another: it grows with every integration, and is read beside the others.
        codeSplitting: {
          groups: [
            { name: 'zod', test: /[\\/]node_modules[\\/]zod[\\/]|[\\/]renderer[\\/]app[\\/]jitless\.ts$/ },
            { name: 'contracts', test: /[\\/]libs[\\/]integrations[\\/][^\\/]+[\\/]contract[\\/]/ },
          ],
        },
      },
    },
  },
});
