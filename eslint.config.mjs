import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { existsSync, globSync, readdirSync } from 'node:fs';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { layers } from './tools/eslint/layers.mjs';
import { runtimeBoundaries } from './tools/eslint/runtime-boundaries.mjs';

const root = import.meta.dirname;

/** Every project with its tsconfigs, found on the disk, so that a new project edits no foreign file. */
const projects = ['apps/*', 'libs/*', 'libs/integrations/*/*', 'e2e/*', 'tools', 'tools/nx-plugin']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((folder) => folder.split(path.sep).join('/'))
  .filter((folder) => existsSync(path.join(root, folder, 'project.json')))
  .map((folder) => ({
    folder,
    tsconfigs: readdirSync(path.join(root, folder))
      .filter((name) => /^tsconfig(\..+)?\.json$/.test(name))
      .map((name) => path.join(root, folder, name)),
  }));

const typescriptFiles = ['**/*.ts', '**/*.tsx'];
const tests = [
  '**/*.test.{ts,tsx,mjs}',
  '**/*.test-d.{ts,tsx}',
  '**/*.spec.ts',
  '**/testing/**',
  '**/test/**',
  '**/bench/**',
  '**/peers/**',
  'e2e/**',
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '**/fixtures/**', '**/vitest.config.ts.timestamp-*', '**/*.timestamp-*'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: typescriptFiles,
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  ...projects.map(({ folder, tsconfigs }) => ({
    files: typescriptFiles.map((pattern) => `${folder}/${pattern}`),
    languageOptions: { parserOptions: { project: tsconfigs, tsconfigRootDir: root } },
  })),
  // Settings of the test runner belong to no program.
  { files: ['*.ts', '**/vitest.config.ts'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    rules: {
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals: enums do not survive type stripping.' },
        { selector: 'Property[key.name="webSecurity"]', message: 'webSecurity stays on: item 6 of Electron’s security list.' },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'apps/desktop/src/renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    plugins: { '@nx': nx },
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['^.*/vitest\\.shared\\.ts$', '^.*/eslint\\.config\\.mjs$', '^.*/core/bench/report\\.mjs$'],
          enforceBuildableLibDependency: false,
          checkDynamicDependenciesExceptions: ['.*'],
          allowCircularSelfDependency: true,
          depConstraints: [
            { sourceTag: 'type:core', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:core'] },
            { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:kit'] },
            { sourceTag: 'type:integration', onlyDependOnLibsWithTags: ['type:core', 'type:kit', 'type:contract', 'type:testing'] },
            ...projects
              .filter(({ folder }) => folder.startsWith('libs/integrations/'))
              .map(({ folder }) => `scope:${folder.split('/')[2] ?? ''}`)
              .filter((scope, index, all) => all.indexOf(scope) === index)
              .map((scope) => ({ sourceTag: scope, onlyDependOnLibsWithTags: [scope, 'type:core', 'type:kit', 'type:testing'] })),
            { sourceTag: 'type:engine', onlyDependOnLibsWithTags: ['type:core', 'type:kit'] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:core', 'type:kit', 'type:engine'] },
            { sourceTag: 'type:ipc-contract', onlyDependOnLibsWithTags: ['type:core', 'type:kit', 'type:contract', 'type:engine'] },
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: ['type:core', 'type:kit', 'type:contract', 'type:integration', 'type:engine', 'type:ipc-contract'],
            },
            {
              sourceTag: 'type:e2e',
              onlyDependOnLibsWithTags: [
                'type:app',
                'type:core',
                'type:testing',
                'type:integration',
                'type:contract',
                'type:kit',
                'type:engine',
                'type:ipc-contract',
                'type:tool',
              ],
            },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
  ...layers.map(({ files, ignores = [], root: folder, where, allow, deny }) => ({
    files,
    ignores: [...tests, ...ignores],
    plugins: { wiz: { rules: { 'runtime-boundaries': runtimeBoundaries } } },
    rules: {
      'wiz/runtime-boundaries': ['error', { allow, root: path.join(root, folder), where, ...(deny === undefined ? {} : { deny }) }],
    },
  })),
  {
    // Time and randomness come in through ports; the places that make the ports are named here.
    files: ['libs/**/*.ts', 'apps/desktop/src/main/**/*.ts'],
    ignores: [...tests, 'libs/core/src/clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'performance'].map((name) => ({ name, message: 'Time comes in through the Clock port.' })),
        { name: 'fetch', message: 'The network comes in through a port.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in through the Clock port.' },
        { object: 'Math', property: 'random', message: 'Randomness comes in through a port.' },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/require-await': 'off',
      'max-lines': 'off',
    },
  },
);
