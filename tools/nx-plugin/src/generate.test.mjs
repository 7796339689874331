import path from 'node:path';
import { getProjects } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isSentence } from '@wiz/tools/quality/rules/helpers.mjs';
import integrationGenerator from './integration/generator.mjs';
import { kinds } from './kinds.mjs';
import operationGenerator from './operation/generator.mjs';
import removeGenerator from './remove/generator.mjs';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const names = /** @type {import('./kinds.mjs').Kind[]} */ (Object.keys(kinds));

/** The real workspace, in which nothing is written. */
const virtual = () => new FsTree(root, false);
/** @param {FsTree} tree */
const changesOf = (tree) => Object.fromEntries(tree.listChanges().map(({ path: file, type }) => [file, type]));

/** What a person is told. */
beforeEach(() => vi.spyOn(console, 'log').mockReturnValue(undefined));
afterEach(() => vi.restoreAllMocks());

const lists = [
  '.github/CODEOWNERS',
  'apps/desktop/package.json',
  'apps/desktop/src/main/implementations.ts',
  'docs/architecture/integrations/README.md',
  'libs/ipc-contract/package.json',
  'libs/ipc-contract/src/contracts.ts',
  'libs/ipc-contract/src/quality.ts',
];

/** The same in every integration. */
const anatomy = [
  'contract/introduction.md',
  'contract/package.json',
  'contract/project.json',
  'contract/src/index.test.ts',
  'contract/src/index.ts',
  'contract/tsconfig.json',
  'contract/vitest.config.ts',
  'main/package.json',
  'main/project.json',
  'main/src/client.ts',
  'main/src/conformance.test.ts',
  'main/src/handlers.ts',
  'main/src/index.test.ts',
  'main/src/index.ts',
  'main/src/main-only.ts',
  'main/src/testing/conformance.ts',
  'main/src/testing/connected.ts',
  'main/src/testing/dev-stand-in.test.ts',
  'main/src/testing/dev-stand-in.ts',
  'main/src/testing/index.ts',
  'main/src/testing/stand-in.ts',
  'main/src/verify.test.ts',
  'main/src/verify.ts',
  'main/tsconfig.json',
  'main/vitest.config.ts',
  'quality.json',
];

describe.each(names)('an integration of the kind %s', (kind) => {
  it('is written whole, with its places in every list, and touches nothing else', async () => {
    const tree = virtual();
    await integrationGenerator(tree, {
      name: 'acme-crm',
      kind,
      owner: '@acme/team',
      displayName: 'Acme & Sons',
      reports: 'mailto:acme@example.com',
    });
    const changes = changesOf(tree);
    const folder = 'libs/integrations/acme-crm/';
    expect(console.log).toHaveBeenCalledExactlyOnceWith(
      `To be made or brought up to date after the files: ${folder}contract/snapshots/, docs/architecture/integrations/integration-acme-crm.md, package-lock.json.`,
    );
    const inside = Object.keys(changes).filter((file) => file.startsWith(folder));
    expect(inside.map((file) => file.slice(folder.length))).toEqual(expect.arrayContaining(anatomy));
    expect(Object.keys(changes).filter((file) => !file.startsWith(folder))).toEqual(expect.arrayContaining(lists));
    expect(Object.entries(changes).filter(([file, type]) => type === 'CREATE' && !file.startsWith(folder))).toEqual([]);
    for (const file of inside) {
      const text = tree.read(file, 'utf8') ?? '';
      expect(text, file).not.toMatch(/<%|\bTODO\b|&amp;|undefined-|__/);
      expect(text.split('\n').length, file).toBeLessThan(260);
    }
    expect(tree.read(`${folder}contract/src/index.ts`, 'utf8')).toContain(`name: 'Acme & Sons'`);
    expect(tree.read(`${folder}contract/src/index.ts`, 'utf8')).toContain(`reports: 'mailto:acme@example.com'`);
    expect(tree.read('libs/ipc-contract/src/quality.ts', 'utf8')).toContain(`'acme-crm': { tier: 'bronze', met: `);
    expect(tree.read('.github/CODEOWNERS', 'utf8')).toContain('/libs/integrations/acme-crm/ @acme/team');
  });
});

describe('a new integration is refused, and nothing is written,', () => {
  const good = { name: 'acme', kind: 'rest', owner: '@acme' };
  it.each([
    [{ name: 'Acme' }, 'use at most 40 lower-case letters'],
    [{ name: 'acme_crm' }, 'use at most 40 lower-case letters'],
    [{ name: 'acme--crm' }, 'use at most 40 lower-case letters'],
    [{ name: '../acme' }, 'use at most 40 lower-case letters'],
    [{ name: '1acme' }, 'use at most 40 lower-case letters'],
    [{ name: 'github' }, 'There is an integration “github” already'],
    [{ name: 'git-hub' }, undefined],
    [{ name: 'kit' }, 'called like the kit itself'],
    [{ name: 'runs' }, 'reserved for procedures'],
    [{ name: 'caller' }, 'reserved for procedures'],
    [{ name: 'path-key' }, 'cannot use as a name'],
    [{ name: 'class' }, 'cannot use as a name'],
    [{ name: 'await' }, 'cannot use as a name'],
    [{ name: 'contracts' }, 'the generated code itself uses'],
    [{ name: 'integration' }, 'the generated code itself uses'],
    [{ name: 'stand-in' }, 'the generated code itself uses'],
    [{ kind: undefined }, 'Say with --kind how the system is spoken to. Choose one of these: rest, graphql,'],
    [{ owner: undefined }, 'Say with --owner whose it is: write @team'],
    [{ kind: 'soap' }, 'Choose one of these: rest, graphql, sdk, database, filesystem, service.'],
    [{ kind: 'toString' }, 'is no kind of integration'],
    [{ owner: 'acme' }, 'is no owner'],
    [{ owner: '@acme/' }, 'is no owner'],
    [{ owner: '@acme @other' }, 'is no owner'],
    [{ owner: 'ada@example.com' }, undefined],
    [{ reports: 'https://example.com/issues?labels=acme' }, undefined],
    [{ reports: 'http://example.com' }, 'no address for reports'],
    [{ reports: 'https://ada:secret@example.com' }, 'no address for reports'],
    [{ reports: 'mailto:nobody' }, 'no address for reports'],
    [{ reports: "https://example.com/', evil: '" }, 'no address for reports'],
    [{ displayName: "O'Acme" }, 'cannot be shown everywhere'],
    [{ displayName: 'a | b' }, 'cannot be shown everywhere'],
  ])('or not: %j', async (changed, sentence) => {
    const tree = virtual();
    const made = integrationGenerator(tree, { ...good, ...changed });
    if (sentence === undefined) await made;
    else {
      await expect(made).rejects.toThrow(sentence);
      expect(tree.listChanges()).toEqual([]);
    }
  });

  it('when a project has its name', async () => {
    const tree = virtual();
    tree.write('libs/other/project.json', JSON.stringify({ name: 'contract-acme' }));
    expect(getProjects(tree).has('contract-acme')).toBe(true);
    await expect(integrationGenerator(tree, good)).rejects.toThrow('There is a project “contract-acme” already');
  });
});

describe('a new operation', () => {
  it('gets a file by its noun, and a preview when it is destructive', async () => {
    const tree = virtual();
    await operationGenerator(tree, { integration: 'github', operationName: 'deleteRelease', effect: 'destructive' });
    const read = (/** @type {string} */ file) => tree.read(`libs/integrations/github/${file}`, 'utf8') ?? '';
    expect(read('contract/src/releases.ts')).toContain('deleteRelease: destructive({');
    expect(read('contract/src/index.ts')).toMatch(/import \{ releases \} from '\.\/releases\.ts';[^]*\.\.\.releases/);
    expect(read('main/src/releases.ts')).toContain('satisfies Partial<GithubHandlers>');
    expect(read('main/src/index.ts')).toMatch(/\.\.\.releaseHandlers[^]*previews: \{[^]*deleteRelease:/);
  });

  it.each([
    ['deleteRelease', 'destructive', 'Delete a release', 'Deletes a release of GitHub.'],
    ['copyKey', 'write', 'Copy a key', 'Copies a key of GitHub.'],
    ['pinIssue', 'write', 'Pin an issue', 'Pins an issue of GitHub.'],
    ['pushUserTag', 'write', 'Push a user tag', 'Pushes a user tag of GitHub.'],
    ['getItem', 'read', 'Show an item', 'Shows an item of GitHub.'],
    ['listAccounts', 'read', 'List accounts', 'Lists accounts of GitHub.'],
    ['showStatus', 'read', 'Show a status', 'Shows a status of GitHub.'],
    ['moveToTrash', 'write', 'Move to trash', 'Moves to trash of GitHub.'],
    ['get', 'read', 'Show', 'Shows something of GitHub.'],
  ])('gets sentences that say what it does: %s', async (operationName, effect, title, summary) => {
    const done = 'Nothing was done: this is a placeholder until it is written.';
    const tree = virtual();
    await operationGenerator(tree, { integration: 'github', operationName, effect, noun: 'made-here' });
    const text = tree.read('libs/integrations/github/contract/src/made-here.ts', 'utf8') ?? '';
    expect(text).toContain(`title: '${title}'`);
    expect(text).toContain(`summary: '${summary}'`);
    expect(text).toContain(`done: '${done}'`);
    expect(text.includes('invalidates')).toBe(effect !== 'read');
    expect([summary, done].filter((sentence) => !isSentence(sentence))).toEqual([]);
  });

  it('joins the operations of its noun', async () => {
    const tree = virtual();
    await operationGenerator(tree, { integration: 'github', operationName: 'lockIssue', effect: 'idempotent' });
    expect(tree.read('libs/integrations/github/contract/src/issues.ts', 'utf8')).toMatch(/labelIssue: [^]*lockIssue: idempotent\(\{/);
    expect(tree.read('libs/integrations/github/main/src/issues.ts', 'utf8')).toMatch(/labelIssue[^]*lockIssue: \(\) =>/);
    expect(changesOf(tree)).not.toHaveProperty('libs/integrations/github/main/src/index.ts');
  });

  it('is told which one it is about, where there are some', async () => {
    const tree = virtual();
    await operationGenerator(tree, { integration: 'github', operationName: 'updateIssue', effect: 'idempotent' });
    const read = (/** @type {string} */ file) => tree.read(`libs/integrations/github/${file}`, 'utf8') ?? '';
    expect(read('contract/src/issues.ts')).toMatch(/updateIssue: [^]*input: z\.object\(\{\s*id: field\([^]*max\(200, [^]*label: 'Issue'/);
    expect(read('main/src/issues.ts')).toContain('through `segment`');
    expect(read('main/src/testing/conformance.ts')).toContain("updateIssue: { id: 'issue-1' }");
  });

  it.each([
    ['showIssue', 'read', 'path: `/issues/${segment(id)}`', "'GET /issues/{id}'"],
    ['readIssue', 'idempotent', "method: 'PUT', path: `/issues/${segment(id)}/read`", "'PUT /issues/{id}/read'"],
    ['closeOldIssue', 'idempotent', "method: 'PUT', path: `/issues/${segment(id)}/close`", "'PUT /issues/{id}/close'"],
    ['deleteIssue', 'destructive', "method: 'DELETE', path: `/issues/${segment(id)}`", "'DELETE /issues/{id}'"],
    ['lockIssue', 'write', "method: 'POST', path: '/lock-issue'", "'POST /lock-issue'"],
  ])('of the kind rest asks its stand-in at once: %s', async (operationName, effect, asked, route) => {
    const tree = virtual();
    const folder = 'libs/integrations/github/main/src';
    tree.write(`${folder}/wire.ts`, 'export function readAnswer() {}\n');
    tree.write(`${folder}/testing/routes.ts`, "export const routes = { 'PUT /issues/{id}': () => ({ status: 200, body: {} }) };\n");
    await operationGenerator(tree, { integration: 'github', operationName, effect, noun: 'issues' });
    const handlers = tree.read(`${folder}/issues.ts`, 'utf8') ?? '';
    expect(handlers).toMatch(/import \{[^}]*\breadAnswer\b[^}]*\} from '\.\/wire\.ts';/);
    expect(handlers.includes('segment }') || handlers.includes('segment,')).toBe(asked.includes('segment'));
    expect(handlers).not.toMatch(/^import [^\n]* from '\.[^\n]*\nimport [^\n]* from '[^.]/m);
    expect(handlers).toContain(asked);
    expect(tree.read(`${folder}/testing/routes.ts`, 'utf8')).toContain(`${route}: (`);
  });

  it.each([
    [{ integration: 'nothing' }, 'There is no integration “nothing”. These are there: filesystem, github'],
    [{ operationName: 'listIssues' }, 'has an operation “listIssues” already'],
    [{ operationName: 'list-issues' }, 'in camelCase'],
    [{ operationName: 'then' }, 'reserved by tRPC'],
    [{ effect: undefined }, 'Say with --effect what repeating it means. Choose one of these: read,'],
    [{ effect: 'maybe' }, 'Choose one of these: read, idempotent, write, destructive.'],
    [{ noun: '../x' }, 'cannot be the name of a file'],
  ])('is refused: %j', async (changed, sentence) => {
    const tree = virtual();
    const options = { integration: 'github', operationName: 'lockIssue', effect: 'write', ...changed };
    await expect(operationGenerator(tree, options)).rejects.toThrow(sentence);
    expect(tree.listChanges()).toEqual([]);
  });
});

describe('removing', () => {
  it('takes the folder, the tests in the application, the page and every mention in the lists', async () => {
    const tree = virtual();
    await removeGenerator(tree, { integration: 'github' });
    expect(tree.exists('libs/integrations/github/main/src/index.ts')).toBe(false);
    expect(tree.exists('e2e/desktop/src/integrations/github')).toBe(false);
    expect(tree.exists('docs/architecture/integrations/integration-github.md')).toBe(false);
    for (const file of lists) expect(tree.read(file, 'utf8'), file).not.toMatch(/-github|\bgithub\b/);
    expect(changesOf(tree)).not.toHaveProperty('libs/integrations/filesystem/contract/package.json');
  });

  it('is refused for what is not there', async () => {
    const tree = virtual();
    await expect(removeGenerator(tree, { integration: 'nothing' })).rejects.toThrow('There is no integration “nothing”');
    expect(tree.listChanges()).toEqual([]);
  });
});
