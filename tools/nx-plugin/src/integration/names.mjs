// What an integration may be called, and what its names are made of.
import { reservedIds } from '@wiz/integration-kit/contract';
import { variableOf } from '@wiz/tools/registries/integrations.mjs';
import { isKind, kinds } from '../kinds.mjs';
import { Refusal } from '../refuse.mjs';

/** @typedef {{ name: string, kind?: string | undefined, owner?: string | undefined, displayName?: string, reports?: string }} IntegrationOptions */

/** Words that no variable may be called in a module. */
const reservedWords = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static super switch ' +
    'this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Variables of the lists of integrations. */
const listVariables = new Set(['contracts', 'implementations']);

const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longest = 40;

/**
 * @param {string} id
 * @param {object} there what a new name may not meet
 * @param {readonly { id: string, variable: string }[]} there.integrations
 * @param {ReadonlySet<string>} there.projects
 * @param {ReadonlySet<string>} there.templateNames
 * @throws {Refusal} for a name that the workspace cannot carry
 */
export function checkName(id, { integrations, projects, templateNames }) {
  if (!shape.test(id) || id.length > longest)
    throw new Refusal(
      `“${id}” cannot be an integration’s name: use at most ${String(longest)} lower-case letters, digits and single hyphens, beginning with a letter, such as acme-crm.`,
    );
  const other = `Choose another name, such as ${id}-api.`;
  if (id === 'kit') throw new Refusal(`“kit” is taken: its project would be called like the kit itself, @wiz/integration-kit. ${other}`);
  if (reservedIds.has(id)) throw new Refusal(`“${id}” is reserved for procedures of the application. ${other}`);
  const variable = variableOf(id);
  if (reservedWords.has(variable) || reservedIds.has(variable))
    throw new Refusal(`“${variable}” is a word that code cannot use as a name. ${other}`);
  if (listVariables.has(variable) || templateNames.has(variable))
    throw new Refusal(`“${variable}” is a name that the generated code itself uses. ${other}`);
  if (integrations.some((one) => one.id === id))
    throw new Refusal(
      `There is an integration “${id}” already, in libs/integrations/${id}. Choose another name, or add to it with @wiz/nx-plugin:operation.`,
    );
  const twin = integrations.find((one) => one.variable === variable);
  if (twin !== undefined)
    throw new Refusal(`“${id}” and the integration “${twin.id}” would both be called “${variable}” in code. ${other}`);
  for (const project of [`contract-${id}`, `integration-${id}`])
    if (projects.has(project)) throw new Refusal(`There is a project “${project}” already. ${other}`);
}

/**
 * @param {string | undefined} kind
 * @returns {import('../kinds.mjs').Kind}
 * @throws {Refusal} for a kind that there is none of, and for none
 */
export function checkKind(kind) {
  if (kind !== undefined && isKind(kind)) return kind;
  const opening = kind === undefined ? 'Say with --kind how the system is spoken to.' : `“${kind}” is no kind of integration.`;
  throw new Refusal(`${opening} Choose one of these: ${Object.keys(kinds).join(', ')}.`);
}

/**
 * @param {string | undefined} owner
 * @returns {string}
 * @throws {Refusal} for what no line of CODEOWNERS may hold, and for nobody
 */
export function checkOwner(owner) {
  const forms = 'write @team, @org/team or an e-mail address, as in CODEOWNERS.';
  if (owner === undefined) throw new Refusal(`Say with --owner whose it is: ${forms}`);
  const isHandle = /^@[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(owner);
  const isMail = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(owner);
  if (!isHandle && !isMail) throw new Refusal(`“${owner}” is no owner: ${forms}`);
  return owner;
}

/**
 * @param {string | undefined} reports
 * @throws {Refusal} for an address that a contract would not take
 */
export function checkReports(reports) {
  if (reports === undefined) return;
  const url = /['\\\s]/.test(reports) || reports.length > 500 ? null : URL.parse(reports);
  const isPage = url?.protocol === 'https:' && url.username === '' && url.password === '';
  const isMail = url?.protocol === 'mailto:' && url.pathname.includes('@');
  if (!isPage && !isMail)
    throw new Refusal(
      `“${reports}” is no address for reports: write https://… or mailto:…, of at most 500 characters, without quotation marks and spaces.`,
    );
}

/** The port of its stand-in while the application is developed: the same each time, and seldom that of another one. @param {string} id */
export function devPortOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 800;
  return 47_200 + sum;
}

/**
 * As people call it.
 * @param {string} id
 * @param {string | undefined} given
 * @throws {Refusal} for a text that would not survive in code, tables and sentences
 */
export function displayNameOf(id, given) {
  if (given === undefined) return id.split('-').map(capitalised).join(' ');
  const name = given.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .,&+()/’-]{0,59}$/u.test(name))
    throw new Refusal(
      `“${name}” cannot be shown everywhere: use at most 60 letters, digits, spaces and . , & + ( ) / - in the display name.`,
    );
  return name;
}

/** The name of its classes and types. @param {string} id */
export function classNameOf(id) {
  return capitalised(variableOf(id));
}

/** @param {string} word */
function capitalised(word) {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
