import { ESLint } from 'eslint';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: root, overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }] });

/**
 * Whether the projects' tags, by themselves, let a file import a package: our own rule, which refuses most of it too, is not asked.
 * @param {string} file
 * @param {string} source
 */
async function isAllowed(file, source) {
  const [result] = await eslint.lintText(`import '${source}';`, { filePath: path.join(root, file), warnIgnored: true });
  const messages = result?.messages ?? [];
  const fatal = messages.find((message) => message.fatal === true || message.ruleId === null);
  if (fatal !== undefined) throw new Error(fatal.message);
  return !messages.some(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries');
}

const contract = 'libs/integrations/filesystem/contract/src/planted.ts';
const main = 'libs/integrations/filesystem/main/src/planted.ts';

it.each([
  ['an integration and another one’s contract', main, '@wiz/contract-github'],
  ['an integration and another one', main, '@wiz/integration-github'],
  ['a contract and another one', contract, '@wiz/contract-github'],
  ['a contract and its main half', contract, '@wiz/integration-filesystem'],
  ['the kit and the engine', 'libs/integration-kit/src/main/planted.ts', '@wiz/engine'],
  ['core and the kit', 'libs/core/src/planted.ts', '@wiz/integration-kit/contract'],
  ['the engine and a contract', 'libs/engine/src/planted.ts', '@wiz/contract-github'],
  ['the bridge and a main half', 'libs/ipc-contract/src/main/planted.ts', '@wiz/integration-github'],
])('tags keep apart %s', async (_, file, source) => {
  expect(await isAllowed(file, source)).toBe(false);
});

it.each([
  [main, '@wiz/contract-filesystem'],
  [contract, '@wiz/integration-kit/contract'],
  ['apps/desktop/src/main/planted.ts', '@wiz/integration-github'],
])('tags let %s import %s', async (file, source) => {
  expect(await isAllowed(file, source)).toBe(true);
});
