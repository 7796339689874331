import path from 'node:path';
import ts from 'typescript';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { paths } from './paths.ts';

// Every road by which code of the main process could get into the window, each against the type checker and the
// build. (The linter's side: tools/eslint.)
const plants: readonly (readonly [road: string, code: string])[] = [
  ['a package', "import { createEngine } from '@wiz/engine'; console.log(createEngine);"],
  ['a package that re-exports the engine’s neighbour', "import { createRouter } from '@wiz/ipc-contract/main'; console.log(createRouter);"],
  ['an integration’s main half', "import { integration } from '@wiz/integration-filesystem'; console.log(integration);"],
  ['export *', "export * from '@wiz/engine';"],
  ['an import for side effects', "import '@wiz/engine';"],
  ['a dynamic import', "export const lazy = () => import('@wiz/engine');"],
  ['a relative path into a library', "import { createEngine } from '../../../../libs/engine/src/index.ts'; console.log(createEngine);"],
  ['a relative path into a library, for side effects', "import '../../../../libs/engine/src/index.ts';"],
  [
    'a relative path into the desktop’s main',
    "import { storageFailure } from '../main/store/storage-failure.ts'; console.log(storageFailure);",
  ],
  ['a relative path into the desktop’s main, dynamically', "export const lazy = () => import('../main/store/storage-failure.ts');"],
  ['a relative path into the preload', "import '../preload/index.ts';"],
  ['Node', "import { readFileSync } from 'node:fs'; console.log(readFileSync);"],
  ['Node without its prefix, dynamically', "export const lazy = () => import('fs/promises');"],
];
/** Electron's types are visible to every program, so this one is for the build and the linter. */
const untyped: typeof plants = [['Electron', "import { ipcRenderer } from 'electron'; console.log(ipcRenderer);"]];
const fine =
  "import { contracts } from '@wiz/ipc-contract'; import { ConnectionId } from '@wiz/engine/types'; console.log(contracts, ConnectionId);";

const planted = path.join(paths.project, 'src', 'renderer', 'planted-by-a-test.ts');

describe('the type checker', () => {
  const config = path.join(paths.project, 'tsconfig.renderer.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    paths.project,
  );

  /** What the window's own settings say about a file with this code in the window's folder. */
  function complaints(code: string): readonly string[] {
    const host = ts.createCompilerHost(options);
    const original = {
      getSourceFile: host.getSourceFile.bind(host),
      fileExists: host.fileExists.bind(host),
      readFile: host.readFile.bind(host),
    };
    host.fileExists = (file) => path.resolve(file) === planted || original.fileExists(file);
    host.readFile = (file) => (path.resolve(file) === planted ? code : original.readFile(file));
    host.getSourceFile = (file, language, ...rest) =>
      path.resolve(file) === planted ? ts.createSourceFile(file, code, language) : original.getSourceFile(file, language, ...rest);
    const program = ts.createProgram([planted], options, host);
    const source = program.getSourceFile(planted);
    return [...program.getOptionsDiagnostics(), ...program.getSemanticDiagnostics(source)].map(
      ({ code: number, messageText }) => `TS${String(number)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  }

  it('accepts what the window may import', { timeout: 30_000 }, () => {
    expect(complaints(fine)).toEqual([]);
  });

  it.each(plants)('refuses main code through %s', { timeout: 30_000 }, (_road, code) => {
    // Not found (2307, 2882, 2591: Node's types), or outside of what this program may hold (6059, 6307).
    expect(complaints(code).join('\n')).toMatch(/TS(2307|2882|2591|6059|6307)/);
  });
});

describe('the build', () => {
  /** Builds a window that consists of this code, with the real configuration and without writing anything. */
  async function built(code: string): Promise<void> {
    await build({
      configFile: path.join(paths.project, 'vite.renderer.config.ts'),
      logLevel: 'silent',
      plugins: [
        {
          name: 'test:planted',
          enforce: 'pre',
          resolveId: { order: 'pre', handler: (id) => (id === planted ? id : null) },
          load: { order: 'pre', handler: (id) => (id === planted ? code : null) },
        },
      ],
      build: { write: false, rolldownOptions: { input: planted } },
    });
  }

  it('accepts what the window may import', { timeout: 30_000 }, async () => {
    await expect(built(fine)).resolves.toBeUndefined();
  });

  it.each([...plants, ...untyped])('refuses main code through %s', { timeout: 30_000 }, async (_road, code) => {
    await expect(built(code)).rejects.toThrow('The window must not import');
  });
});
