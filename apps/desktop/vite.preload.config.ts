import path from 'node:path';
import { defineConfig } from 'vite';
import { buildTarget } from './vite/build-target.ts';
import { paths } from './vite/paths.ts';

// A sandboxed preload is one file: it can require nothing but Electron.
export default defineConfig({
  root: paths.project,
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    target: buildTarget().main,
    outDir: path.join(paths.output, 'preload'),
    emptyOutDir: true,
    sourcemap: false,
    minify: false,
    rolldownOptions: {
      input: { index: path.join(paths.project, 'src', 'preload', 'index.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
