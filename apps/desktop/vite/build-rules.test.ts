import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildTarget } from './build-target.ts';
import { firstScreenFiles, firstScreenSize, type BundleFiles } from './first-screen-budget.ts';
import { isMainOnlyFile, isNodeOrElectron } from './main-only-code.ts';

const workspace = path.join(path.parse(process.cwd()).root, 'repository');
const at = (relative: string): string => path.join(workspace, ...relative.split('/'));

describe('main-only code', () => {
  it.each([
    ...[
      'apps/desktop/src/main/index.ts',
      'apps/desktop/src/preload/index.ts',
      'libs/engine/src/engine.ts',
      'libs/engine/src/index.ts?import',
    ],
    ...[
      'libs/integration-kit/src/main/index.ts',
      'libs/ipc-contract/src/main/guard.ts',
      'libs/ipc-contract/src/main-only.ts',
      'tools/start.mjs',
    ],
    ...['libs/integrations/filesystem/main/src/index.ts', 'libs/conformance/src/index.ts', 'e2e/desktop/src/tour.ts'],
  ])('is %s', (file) => {
    expect(isMainOnlyFile(at(file), workspace)).toBe(true);
  });

  it.each([
    ...[
      'apps/desktop/src/renderer/main.tsx',
      'libs/core/src/index.ts',
      'libs/engine/src/types/index.ts',
      'libs/ipc-contract/src/renderer/index.ts',
    ],
    ...['libs/integrations/filesystem/contract/src/index.ts', 'libs/integration-kit/src/contract/index.ts', 'node_modules/react/index.js'],
  ])('is not %s', (file) => {
    expect(isMainOnlyFile(at(file), workspace)).toBe(false);
  });

  it('is Node and Electron under every name', () => {
    for (const name of ['node:fs', 'fs', 'fs/promises', 'node:test', 'electron', 'electron/renderer', 'libsql'])
      expect(isNodeOrElectron(name)).toBe(true);
    for (const name of ['react', 'electron-trpc/renderer', './fs', '@wiz/core', 'zod']) expect(isNodeOrElectron(name)).toBe(false);
  });
});

describe('the first screen', () => {
  const chunk = (code: string, imports: string[] = [], css: string[] = [], isEntry = false): BundleFiles[string] => ({
    type: 'chunk',
    code,
    imports,
    isEntry,
    viteMetadata: { importedCss: new Set(css) },
  });
  const bundle: BundleFiles = {
    'main.js': chunk('a', ['shared.js'], ['main.css'], true),
    'shared.js': chunk('b', ['main.js'], ['shared.css']),
    'journal.js': chunk('c'.repeat(1000), ['shared.js']),
    'main.css': { type: 'asset', source: 'd' },
    'shared.css': { type: 'asset', source: new Uint8Array([1]) },
    'font.woff2': { type: 'asset', source: 'e' },
  };

  it('is the entry with all that it imports statically and their styles, each once', () => {
    expect([...firstScreenFiles(bundle)].sort()).toEqual(['main.css', 'main.js', 'shared.css', 'shared.js']);
  });

  it('is measured gzipped', () => {
    expect(firstScreenSize({ 'main.js': chunk('x'.repeat(100_000), [], [], true) })).toBeLessThan(500);
    expect(firstScreenSize(bundle)).toBeGreaterThan(4 * 20);
  });
});

describe('the build’s target', () => {
  it('is the oldest Electron that the tests use, unless asked otherwise', () => {
    expect(buildTarget('standin')).toMatchObject({ main: 'node18', renderer: 'chrome114' });
    expect(buildTarget('current').name).toBe('current');
    expect(() => buildTarget('toString')).toThrow(RangeError);
  });
});
