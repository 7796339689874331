/**
 * One thing that the specification asks for. It is done somewhere and proved by a test, or says why not.
 * @typedef {object} Item
 * @property {string} id the specification's section, and a number that is never given to another item
 * @property {string} asks in our own words
 * @property {readonly string[]} [files] what does it: `<file>` or `<file>#<exported name>`, relative to the workspace
 * @property {readonly string[]} [tests] what proves it: `<file> › <title>`, `laws › <title>` or `laws › row <number>`
 * @property {Departure} [departs] it is done in another way
 * @property {string} [untested] why no test can prove it, or none does
 * @property {string} [open] what is not built of it, or nothing, and where it will be
 */

/**
 * @typedef {object} Departure
 * @property {number} [decision] the number of the page in `docs/architecture/decisions` that weighs it
 * @property {string} how what is done instead, and why
 */

/**
 * @typedef {object} Section
 * @property {number} number its place in the specification
 * @property {string} title
 * @property {string} [about] one sentence before the table
 * @property {readonly Item[]} items
 */

export {};
