// Builds the benchmark's application folder: main, preload and page, side by side, as the application itself is built.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, defaultClientConditions } from 'vite';
import { copyPackage } from '../../vite/app-folder.ts';
import { buildTarget } from '../../vite/build-target.ts';
import { paths } from '../../vite/paths.ts';

const here = import.meta.dirname;
const output = path.join(paths.workspace, 'dist', 'bench', 'ipc');
const target = buildTarget();

/** @param isOne a sandboxed preload is one file */
function forElectron(folder: string, input: Readonly<Record<string, string>>, isOne: boolean): Promise<unknown> {
  return build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron', 'libsql'], target: 'node' },
    build: {
      ssr: true,
      target: target.main,
      outDir: path.join(output, folder),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          ...(isOne ? { codeSplitting: false } : { chunkFileNames: 'chunks/[name]-[hash].cjs' }),
        },
      },
    },
  });
}

try {
  await mkdir(output, { recursive: true });
  await Promise.all([
    forElectron(
      'main',
      { main: path.join(here, 'main.ts'), 'store-worker': path.join(paths.project, 'src', 'main', 'store', 'store-worker.ts') },
      false,
    ),
    forElectron('preload', { preload: path.join(here, 'preload.ts') }, true),
    build({
      configFile: false,
      root: here,
      publicDir: path.join(paths.project, 'src', 'renderer', 'public'),
      logLevel: 'warn',
      resolve: { conditions: ['wiz-isomorphic', ...defaultClientConditions] },
      build: { target: target.renderer, outDir: path.join(output, 'renderer'), emptyOutDir: true, modulePreload: { polyfill: false } },
    }),
  ]);
  await copyPackage('libsql', path.join(paths.project, 'package.json'), path.join(output, 'node_modules'));
  await writeFile(path.join(output, 'package.json'), `${JSON.stringify({ name: 'bench-ipc', version: '0.0.0', main: 'main/main.cjs' })}\n`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
