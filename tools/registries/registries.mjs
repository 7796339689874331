// Every file that lists the integrations, made from the folders that are there: two teams that add one each edit no common line.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { qualityFile } from '../quality/made-file.mjs';
import { findIntegrations } from './integrations.mjs';

/** @typedef {import('./integrations.mjs').FoundIntegration} FoundIntegration */

/**
 * What the lists say of an integration.
 * @typedef {Pick<FoundIntegration, 'id' | 'variable'> & { contract: Pick<FoundIntegration['contract'], 'name' | 'kind' | 'owner' | 'about'> }} Listed
 */

/** @typedef {{ file: string, text: string }} RegistryFile a file relative to the workspace, with `/` */

/**
 * The lists as they have to be.
 * @param {string} root the workspace
 * @returns {Promise<readonly RegistryFile[]>}
 */
export async function registryFiles(root) {
  return registryFilesOf(root, await findIntegrations(root));
}

/**
 * The lists as these integrations make them, whatever lies on the disk.
 * @param {string} root the workspace
 * @param {readonly Listed[]} integrations in any order
 * @returns {Promise<readonly RegistryFile[]>}
 */
export async function registryFilesOf(root, integrations) {
  const found = [...integrations].sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = [
    { file: 'libs/ipc-contract/src/contracts.ts', text: contractsFile(found) },
    { file: 'libs/ipc-contract/src/quality.ts', text: qualityFile(root, found, made) },
    { file: 'libs/ipc-contract/package.json', text: packageFile(root, 'libs/ipc-contract', found, ['contract']) },
    { file: 'apps/desktop/src/main/implementations.ts', text: implementationsFile(found) },
    { file: 'apps/desktop/package.json', text: packageFile(root, 'apps/desktop', found, ['contract', 'integration']) },
    { file: 'docs/architecture/integrations/README.md', text: indexPage(found) },
  ];
  const formatted = await Promise.all(
    files.map(async ({ file, text }) => {
      const options = await prettier.resolveConfig(path.join(root, file));
      return { file, text: await prettier.format(text, { ...options, filepath: path.join(root, file) }) };
    }),
  );
  return [...formatted, { file: '.github/CODEOWNERS', text: ownersFile(found) }];
}

const made = 'Made by tools/registries/write.mjs from what lies in libs/integrations: do not edit.';

/** @param {readonly Listed[]} found */
function contractsFile(found) {
  return `// ${made}
${found.map(({ id, variable }) => `import { ${variable} } from '@wiz/contract-${id}';`).join('\n')}

/**
 * Every contract there is, one sorted line per external system.
 *
 * An interface of \`typeof\` members: the type checker then resolves one system at a time, which keeps editors quick.
 */
export interface Contracts {
${found.map(({ id, variable }) => `  readonly ${key(id)}: typeof ${variable};`).join('\n')}
}

/**
 * The catalogue: what can be connected, in the order in which it is shown. Getters: in the built application a contract's code runs
 * when it is first asked for (\`apps/desktop/vite/contracts-on-first-use.ts\`), so take one, and all of them only where all are shown.
 */
export const contracts: Contracts = {
${found.map(({ id, variable }) => `  get ${key(id)}() {\n    return ${variable};\n  },`).join('\n')}
};
`;
}

/** @param {readonly Listed[]} found */
function implementationsFile(found) {
  return `// ${made}
import type { IntegrationId } from '@wiz/ipc-contract';
import type { Integration } from '@wiz/integration-kit/main';

/** Each integration's main half, loaded when a connection first needs it. */
export const implementations: Readonly<Record<IntegrationId, () => Promise<Integration>>> = {
${found.map(({ id }) => `  ${key(id)}: async () => (await import('@wiz/integration-${id}')).integration,`).join('\n')}
};
`;
}

/**
 * A package's description with exactly these halves of every integration among its dependencies.
 * @param {string} root @param {string} folder @param {readonly Listed[]} found @param {readonly string[]} halves
 */
function packageFile(root, folder, found, halves) {
  const description = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const others = Object.entries(description.dependencies).filter(
    ([name]) => !halves.some((half) => name.startsWith(`@wiz/${half}-`) && name !== '@wiz/integration-kit'),
  );
  const wanted = found.flatMap(({ id }) => halves.map((half) => [`@wiz/${half}-${id}`, '*']));
  const sorted = [...others, ...wanted].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return JSON.stringify({ ...description, dependencies: Object.fromEntries(sorted) });
}

/** @param {readonly Listed[]} found */
function indexPage(found) {
  const rows = found.map(
    ({ id, contract: { name, kind, owner, about } }) => `| [${name}](integration-${id}.md) | ${kind} | ${owner} | ${about} |`,
  );
  return `# Integrations

<!-- ${made} -->

One page for each external system, made from its contract.

| System | Kind | Owner | What it is for |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** @param {readonly Listed[]} found @see https://docs.github.com/en/repositories: about code owners */
function ownersFile(found) {
  const lines = found.flatMap(({ id, contract: { owner } }) =>
    [`/libs/integrations/${id}/`, `/e2e/desktop/src/integrations/${id}/`, `/docs/architecture/integrations/integration-${id}.md`].map(
      (place) => `${place} ${owner}`,
    ),
  );
  return `# ${made}\n${lines.join('\n')}\n`;
}

/** A folder's name as a key of an object. @param {string} id */
function key(id) {
  return /^[a-z][a-z0-9]*$/.test(id) ? id : `'${id}'`;
}
