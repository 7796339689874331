// What an operation is made of, as text.
import { summaryOf, titleOf } from './sentences.mjs';

/** @typedef {import('./names.mjs').Effect} Effect */

/**
 * @typedef {object} Made what is made
 * @property {string} name
 * @property {Effect} effect
 * @property {readonly string[]} words of its name
 * @property {string | undefined} thing what its id is of, in the singular; undefined for an operation that takes none
 */

/** How a REST system is asked. @typedef {{ method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string }} Route */

/**
 * @param {Made} made
 * @param {string} system as people call it
 */
export function contractEntry({ name, effect, words, thing }, system) {
  const stale = effect === 'read' ? '' : '; and in `invalidates` the reads that it makes stale';
  const input = thing === undefined ? '' : ` id: ${idField(thing)} `;
  return `
  // Next: what it does, in a sentence of your own; what it takes and what it answers, every field with a label${stale}.${
    thing === undefined ? '' : '\n  // `ref` in place of `field` lets people choose from a list instead of typing an id.'
  }
  ${name}: ${effect}({
    title: '${titleOf(words)}',
    summary: '${quoted(summaryOf(words, system))}',
    input: z.object({${input}}),
    output: z.object({ done: field(z.boolean(), { label: 'Done' }) }),
    done: 'Nothing was done: this is a placeholder until it is written.',
  })`;
}

/**
 * @param {Made} made
 * @param {Route | undefined} route undefined where only the team can say how the system is asked
 * @param {boolean} hasPaths whether the system is asked by paths
 */
export function handlerEntry({ name, thing }, route, hasPaths) {
  const parts = hasPaths && thing !== undefined ? '\n  // A part of a path goes through `segment`, which keeps it one part.' : '';
  if (route === undefined)
    return `
  // Next: ask the system, and make our answer of its own.${parts}
  ${name}: () => Promise.reject(new IntegrationError('internal_error', 'This operation is not written yet: look for “Next:” in the main half.'))`;
  const { method, path } = route;
  const written = thing === undefined ? `'${path}'` : `\`${path.replace('{id}', '${segment(id)}')}\``;
  return `
  // Next: the vendor's own request and the mapping of its answer.${parts}
  async ${name}(${thing === undefined ? '_input' : '{ id }'}, { client, ...scope }) {
    const { json } = await client.request(scope, { ${method === 'GET' ? '' : `method: '${method}', `}path: ${written} });
    return readAnswer(z.object({ done: z.boolean() }), json);
  }`;
}

/** @param {Made} made */
export function previewEntry({ name, words }) {
  return `
    // Next: look at what would be hit now, without changing it; the fingerprint is of what was seen.
    ${name}: () => Promise.resolve({ summary: '${titleOf(words)}.', details: [], fingerprint: '${name}' })`;
}

/** One good input. @param {Made} made */
export function exampleEntry({ name, thing }) {
  return `${name}: {${thing === undefined ? '' : ` id: '${thing}-1' `}}`;
}

/**
 * How a skeleton asks: by the id, and with its verb, or all of its name, behind it where another operation is there already.
 *
 * @param {Made} made
 * @param {string} noun
 * @param {readonly string[]} taken keys of the stand-in's routes
 * @returns {Route}
 */
export function routeOf({ effect, words, thing }, noun, taken) {
  if (thing === undefined) return { method: effect === 'read' ? 'GET' : 'POST', path: `/${words.join('-')}` };
  const method = /** @type {const} */ ({ read: 'GET', idempotent: 'PUT', write: 'POST', destructive: 'DELETE' })[effect];
  const one = `/${noun}/{id}`;
  const paths = [...(words[0] === 'close' ? [] : [one]), `${one}/${words[0]}`];
  const path = paths.find((free) => !taken.includes(routeKey({ method, path: free }))) ?? `${one}/${words.join('-')}`;
  return { method, path };
}

/** @param {Route} route @param {string | undefined} thing */
export function routeEntry(route, thing) {
  const answer = thing === undefined ? '() => ({ status: 200, body: { done: true } })' : routeById;
  return `
  // Next: what the vendor's description says of it.
  ${routeKey(route)}: ${answer}`;
}

const routeById = "({ parts }) => ({ status: 200, body: { id: parts['id'], done: true } })";

/** @param {Route} route */
function routeKey({ method, path }) {
  return `'${method} ${path}'`;
}

/** @param {string} thing */
function idField(thing) {
  const words = thing.replaceAll('-', ' ');
  const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return `field(z.string().min(1, 'write the id').max(200, 'it is too long'), { label: '${label}', help: 'Its id, as the system has it.' })`;
}

/** @param {string} text */
function quoted(text) {
  return text.replaceAll(/[\\']/g, '\\$&');
}
