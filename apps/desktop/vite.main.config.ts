import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { appFolder } from './vite/app-folder.ts';
import { buildTarget } from './vite/build-target.ts';
import { contractsOnFirstUse } from './vite/contracts-on-first-use.ts';
import { paths } from './vite/paths.ts';
import { readWholeFiles } from './vite/whole-files.ts';

const target = buildTarget();
const workspace = JSON.parse(readFileSync(path.join(paths.workspace, 'package.json'), 'utf8')) as { devDependencies: { electron: string } };

// CommonJS: what every Electron runs fastest, and what the tests' stand-in needs.
export default defineConfig({
  root: paths.project,
  plugins: [
    contractsOnFirstUse(paths.workspace, 'files'),
    readWholeFiles(paths.workspace),
    appFolder({ project: paths.project, output: paths.output, target: target.name }),
  ],
  define: { __WIZ_ELECTRON__: JSON.stringify(workspace.devDependencies.electron) },
  ssr: { noExternal: true, external: ['electron', 'libsql'], target: 'node' },
  build: {
    ssr: true,
    target: target.main,
    outDir: path.join(paths.output, 'main'),
    emptyOutDir: true,
    sourcemap: false,
    minify: false,
    rolldownOptions: {
      input: {
        index: path.join(paths.project, 'src', 'main', 'index.ts'),
        'store-worker': path.join(paths.project, 'src', 'main', 'store', 'store-worker.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
    },
  },
});
