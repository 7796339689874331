// What an operation is made of, as text.

/** @typedef {import('./names.mjs').Effect} Effect */

/**
 * @param {string} name @param {Effect} effect @param {readonly string[]} words
 * @param {string} system as people call it
 */
export function contractEntry(name, effect, words, system) {
  const title = sentence(words);
  return `
  // Next: what it does, in a sentence of your own; what it takes and what it answers, every field with a label; and in \`invalidates\` the reads that it makes stale.
  ${name}: ${effect}({
    title: '${title}',
    summary: '${summaryOf(words, system).replaceAll(/[\\']/g, '\\$&')}',
    input: z.object({}),
    output: z.object({ done: field(z.boolean(), { label: 'Done' }) }),
    done: '${title}: done.',
  })`;
}

/** @param {string} name @param {Effect} effect @param {readonly string[]} words @param {boolean} isRest */
export function handlerEntry(name, effect, words, isRest) {
  if (isRest)
    return `
  // Next: the vendor's own request and the mapping of its answer.
  async ${name}(_input, { client, ...scope }) {
    const { json } = await client.request(scope, { ${effect === 'read' ? '' : "method: 'POST', "}path: '/${words.join('-')}' });
    return parse(z.object({ done: z.boolean() }), json, 'protocol_error', 'The answer is not as it should be.');
  }`;
  return `
  // Next: ask the system, and make our answer of its own.
  ${name}: () => Promise.reject(new IntegrationError('configuration_error', 'This operation is not there yet. Tell those who look after this integration.'))`;
}

/** @param {string} name @param {readonly string[]} words */
export function previewEntry(name, words) {
  return `
    // Next: look at what would be hit now, without changing it; the fingerprint is of what was seen.
    ${name}: () => Promise.resolve({ summary: '${sentence(words)}.', details: [], fingerprint: '${name}' })`;
}

/** @param {Effect} effect @param {readonly string[]} words */
export function routeEntry(effect, words) {
  return `
  // Next: what the vendor's description says of it.
  '${effect === 'read' ? 'GET' : 'POST'} /${words.join('-')}': () => ({ status: 200, body: { done: true } })`;
}

/** @param {readonly string[]} words */
function sentence(words) {
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What it does, told of it: `list`, `card` → “Lists card in Acme.” @param {readonly string[]} words @param {string} system */
function summaryOf([verb = '', ...object], system) {
  const ending = /(?:[sxzo]|ch|sh)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
  return `${sentence([ending, ...(object.length === 0 ? ['something'] : object)])} in ${system}.`;
}
