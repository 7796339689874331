import { ESLint } from 'eslint';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
// The workspace's own configuration; only what needs a program is off, for the planted files are in none.
const eslint = new ESLint({ cwd: root, overrideConfig: [{ files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked }] });

/**
 * What the linter says about imports in a file that does not exist.
 * @param {string} file
 * @param {string} code
 * @returns {Promise<readonly string[]>} the rules that complain
 */
async function complaints(file, code) {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file), warnIgnored: true });
  const fatal = result?.messages.find(({ fatal: isFatal, ruleId }) => isFatal === true || ruleId === null);
  if (fatal !== undefined) throw new Error(fatal.message);
  return (result?.messages ?? []).flatMap(({ ruleId }) =>
    ruleId === 'wiz/runtime-boundaries' || ruleId === '@nx/enforce-module-boundaries' ? [ruleId] : [],
  );
}

const window = 'apps/desktop/src/renderer/planted.ts';
const engine = 'libs/engine/src/planted.ts';
const contract = 'libs/integrations/filesystem/contract/src/planted.ts';
const main = 'libs/integrations/filesystem/main/src/planted.ts';

describe('main code in the window', () => {
  it.each([
    ['a package', "import { createEngine } from '@wiz/engine'; createEngine();"],
    ['an integration’s main half', "import { integration } from '@wiz/integration-filesystem'; integration();"],
    ['the main half of the bridge', "import { createRouter } from '@wiz/ipc-contract/main'; createRouter();"],
    ['export *', "export * from '@wiz/engine';"],
    ['a named re-export', "export { createEngine } from '@wiz/engine';"],
    ['an import for side effects', "import '@wiz/engine';"],
    ['a dynamic import', "export const lazy = () => import('@wiz/engine');"],
    ['a computed import', 'export const lazy = (name) => import(name);'],
    ['a type import', "export type E = import('@wiz/engine').Engine;"],
    ['require', "const engine = require('@wiz/engine'); engine();"],
    ['a relative path into a library', "import '../../../../libs/engine/src/index.ts';"],
    ['a relative path into the desktop’s main', "import '../main/store/store.ts';"],
    ['a relative path into the desktop’s main, dynamically', "export const lazy = () => import('../main/store/store.ts');"],
    ['Node', "import { readFileSync } from 'node:fs'; readFileSync('x');"],
    ['Electron', "import { ipcRenderer } from 'electron'; ipcRenderer.send('x');"],
  ])('is refused as %s', async (_road, code) => {
    expect(await complaints(window, code)).not.toEqual([]);
  });

  it('does not stand in the way of what the window may import', async () => {
    const code =
      "import { contracts } from '@wiz/ipc-contract'; import type { Answer } from '@wiz/engine/types'; import { useState } from 'react'; export { contracts, useState }; export type { Answer };";
    expect(await complaints(window, code)).toEqual([]);
  });
});

describe('who may import whom', () => {
  it.each([
    ['core', 'libs/core/src/planted.ts', 'zod'],
    ['core', 'libs/core/src/planted.ts', 'node:fs'],
    ['core', 'libs/core/src/planted.ts', '@wiz/engine'],
    ['the kit’s contract half', 'libs/integration-kit/src/contract/planted.ts', 'node:fs'],
    ['the kit’s contract half', 'libs/integration-kit/src/contract/planted.ts', '../main/index.ts'],
    ['the kit', 'libs/integration-kit/src/main/planted.ts', '@wiz/engine'],
    ['a contract', contract, '@wiz/core'],
    ['a contract', contract, '@wiz/integration-kit/main'],
    ['a contract', contract, '@wiz/integration-filesystem'],
    ['a contract', contract, 'node:path'],
    ['a contract', contract, '../../main/src/index.ts'],
    ['a main half', main, '@wiz/engine'],
    ['a main half', main, '@wiz/ipc-contract'],
    ['a main half', main, 'electron'],
    ['a main half', main, '@trpc/server'],
    ['a main half', main, 'react'],
    ['the engine', engine, '@wiz/integration-filesystem'],
    ['the engine', engine, '@wiz/contract-filesystem'],
    ['the engine', engine, 'electron'],
    ['the engine', engine, 'node:fs'],
    ['the engine’s types', 'libs/engine/src/types/planted.ts', '../engine.ts'],
    ['the router’s type', 'libs/ipc-contract/src/planted.ts', '@wiz/engine'],
    ['the bridge', 'libs/ipc-contract/src/main/planted.ts', '@wiz/integration-filesystem'],
    ['the preload script', 'apps/desktop/src/preload/planted.ts', '@wiz/engine'],
    ['the preload script', 'apps/desktop/src/preload/planted.ts', 'node:fs'],
    ['the desktop', 'apps/desktop/src/main/planted.ts', '../renderer/main.tsx'],
    ['the desktop', 'apps/desktop/src/main/planted.ts', 'react'],
  ])('%s (%s) may not import %s', async (_who, file, source) => {
    expect(await complaints(file, `import '${source}';`)).not.toEqual([]);
  });

  it.each([
    ['a main half', main, '@wiz/core'],
    ['a main half', main, '@wiz/contract-filesystem'],
    ['a main half', main, 'some-vendor-sdk'],
    ['a contract', contract, '@wiz/integration-kit/contract'],
    ['the engine', engine, '@wiz/integration-kit/main'],
    ['the desktop', 'apps/desktop/src/main/planted.ts', '@wiz/integration-filesystem'],
  ])('%s (%s) may import %s', async (_who, file, source) => {
    expect(await complaints(file, `import '${source}';`)).toEqual([]);
  });
});
