/**
 * The titles that a test can have which is written with this one: `%s`, `$name` and `${…}` stand for anything.
 * @param {string} title as it stands in the source
 * @returns {string} a pattern for `RegExp`, as Vitest's `-t` and Playwright's `-g` take it
 */
export function titlePattern(title) {
  return title
    .split(/%[sdifjo#]|\$\{[^}]*\}|\$\w+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
}
