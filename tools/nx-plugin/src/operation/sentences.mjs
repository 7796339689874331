// An operation's first sentences, made of the words of its name. They are there to be replaced, and are shown until they are.

/** What follows a verb and is no thing: “move to trash”. */
const notThings = new Set('all as by for from in into me my of off on out to up with'.split(' '));

/** `get`, `item` → “Show an item”. @param {readonly string[]} words */
export function titleOf([verb = '', ...object]) {
  return capitalised([forPeople(verb), ...withArticle(object)].join(' '));
}

/** `get`, `item` → “Shows an item of Acme.” @param {readonly string[]} words @param {string} system as people call it */
export function summaryOf([verb = '', ...object], system) {
  const thing = object.length === 0 ? ['something'] : withArticle(object);
  return `${capitalised([thirdPerson(forPeople(verb)), ...thing].join(' '))} of ${system}.`;
}

/** What is got is shown. @param {string} verb */
function forPeople(verb) {
  return verb === 'get' ? 'show' : verb;
}

/** “an item”; as it is where no article belongs. @param {readonly string[]} object */
function withArticle(object) {
  const [first = '', last = ''] = [object[0], object.at(-1)];
  if (first === '' || notThings.has(first) || /[^sui]s$/.test(last)) return object;
  return [/^(?:[aeio]|u(?!ni|s))/.test(first) ? 'an' : 'a', ...object];
}

/** @param {string} verb */
function thirdPerson(verb) {
  if (/(?:[sxzo]|ch|sh)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** @param {string} text */
function capitalised(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
