// An operation's first sentences, made of the words of its name. They are there to be replaced, and are shown until they are.

/** Those that do not follow the rule. @type {Readonly<Record<string, string>>} */
const pasts = {
  ...{ begin: 'began', bring: 'brought', build: 'built', buy: 'bought', cancel: 'cancelled', choose: 'chose', cut: 'cut', do: 'did' },
  ...{ draw: 'drew', find: 'found', forget: 'forgot', get: 'got', give: 'gave', go: 'went', hide: 'hid', hold: 'held', keep: 'kept' },
  ...{ label: 'labelled', leave: 'left', let: 'let', make: 'made', pay: 'paid', put: 'put', read: 'read', refer: 'referred' },
  ...{
    reset: 'reset',
    run: 'ran',
    see: 'saw',
    sell: 'sold',
    send: 'sent',
    set: 'set',
    show: 'showed',
    split: 'split',
    submit: 'submitted',
  },
  ...{ take: 'took', tell: 'told', transfer: 'transferred', undo: 'undid', write: 'wrote' },
};

/** What follows a verb and is no thing: “move to trash”. */
const notThings = new Set('all as by for from in into me my of off on out to up with'.split(' '));

/** `get`, `item` → “Get an item”. @param {readonly string[]} words */
export function titleOf([verb = '', ...object]) {
  return capitalised([verb, ...withArticle(object, indefinite)].join(' '));
}

/** `get`, `item` → “Gets an item of Acme.” @param {readonly string[]} words @param {string} system as people call it */
export function summaryOf([verb = '', ...object], system) {
  const thing = object.length === 0 ? ['something'] : withArticle(object, indefinite);
  return `${capitalised([thirdPerson(verb), ...thing].join(' '))} of ${system}.`;
}

/** `get`, `item` → “Got the item.” @param {readonly string[]} words */
export function doneOf([verb = '', ...object]) {
  const thing = object.length === 0 ? ['what was asked for'] : withArticle(object, () => 'the');
  return `${capitalised([past(verb), ...thing].join(' '))}.`;
}

/**
 * @param {readonly string[]} object
 * @param {(object: readonly string[]) => string} article '' for none
 */
function withArticle(object, article) {
  const word = object[0] === undefined || notThings.has(object[0]) ? '' : article(object);
  return word === '' ? object : [word, ...object];
}

/** @param {readonly string[]} object */
function indefinite(object) {
  const [first = '', last = ''] = [object[0], object.at(-1)];
  if (/[^sui]s$/.test(last)) return '';
  return /^(?:[aeio]|u(?!ni|s))/.test(first) ? 'an' : 'a';
}

/** @param {string} verb */
function thirdPerson(verb) {
  if (/(?:[sxzo]|ch|sh)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** @param {string} verb */
function past(verb) {
  if (Object.hasOwn(pasts, verb)) return pasts[verb];
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  // Of one syllable with a short vowel: “pinned”.
  const doubled = /^[^aeiou]*[aeiou][bdgmnprt]$/.exec(verb) === null ? '' : verb.slice(-1);
  return `${verb}${doubled}ed`;
}

/** @param {string} text */
function capitalised(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
