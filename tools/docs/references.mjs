// Whether what a document names is there: files, what they export, and tests by their titles.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { transportLaws } from '@wiz/integration-kit/testing';
import { exportedNames, testTitles } from './source-facts.mjs';

/** Where the laws of the network lie. Most titles are made as they are listed, so a law may be named by its row of the fault table. */
export const lawsFile = 'libs/integration-kit/src/testing/transport-laws.ts';

/**
 * A test is named by its file and its title; a law by its title, or its row.
 * @param {string} reference `<file> › <title>`, `laws › <title>` or `laws › row <number>`
 * @returns {{ file: string, title: string, isLaw: boolean }}
 * @throws {Error} when it is none of them
 */
export function parseTest(reference) {
  const [file = '', title = '', more] = reference.split(' › ');
  if (title === '' || more !== undefined) throw new Error(`“${reference}” is no “<file> › <title>”.`);
  return file === 'laws' ? { file: lawsFile, title, isLaw: true } : { file, title, isLaw: false };
}

/** Looks things up in one workspace, and reads each file once. */
export class References {
  #root;
  /** @type {Map<string, ReadonlySet<string>>} */
  #titles = new Map();
  /** Of the laws, and their rows. @type {Set<string> | undefined} */
  #laws;

  /** @param {string} root the workspace */
  constructor(root) {
    this.#root = root;
  }

  /**
   * @param {string} reference `<file>`, or `<file>#<name that it exports>`; files relative to the workspace, with `/`
   * @returns {string | undefined} what is wrong
   */
  problemOfFile(reference) {
    const [file = '', name] = reference.split('#');
    if (!this.#isFile(file)) return `${file} is not there.`;
    if (name !== undefined && !exportedNames(file, this.#read(file)).has(name)) return `${file} exports no “${name}”.`;
    return undefined;
  }

  /**
   * @param {string} reference see `parseTest`
   * @returns {string | undefined} what is wrong
   */
  problemOfTest(reference) {
    const { file, title, isLaw } = parseTest(reference);
    if (!this.#isFile(file)) return `${file} is not there.${this.#whereElse(title)}`;
    if (isLaw) return this.#listedLaws().has(title) ? undefined : `There is no law “${title}”.`;
    if (!/\.(test\.(ts|tsx|mjs)|spec\.ts)$/.test(file)) return `${file} is run by no test runner.`;
    return this.#titlesOf(file).has(title) ? undefined : `${file} has no test “${title}”.${this.#whereElse(title)}`;
  }

  /** @param {string} title */
  #whereElse(title) {
    const files = globSync('{apps,e2e,libs,tools}/**/*.{test,spec}.{ts,tsx,mjs}', {
      cwd: this.#root,
      exclude: (name) => name === 'node_modules' || name === 'dist',
    });
    // Only what holds a piece of the title is worth parsing.
    const piece = title.split('…')[0] ?? '';
    const having = files
      .map((file) => file.split(path.sep).join('/'))
      .filter((file) => this.#read(file).includes(piece) && this.#titlesOf(file).has(title));
    return having.length === 0 ? '' : ` A test of this title is in ${having.join(' and ')}.`;
  }

  /** @param {string} file */
  #titlesOf(file) {
    const known = this.#titles.get(file);
    if (known !== undefined) return known;
    const titles = testTitles(file, this.#read(file));
    this.#titles.set(file, titles);
    return titles;
  }

  #listedLaws() {
    if (this.#laws !== undefined) return this.#laws;
    /** @type {Set<string>} */
    const laws = new Set();
    const neverRun = () => {
      throw new Error('The laws are only listed here.');
    };
    transportLaws('listed', neverRun, {
      describe: (_, body) => body(),
      it: (title) => {
        laws.add(title);
        const row = /^row \d+(?=:)/.exec(title)?.[0];
        if (row !== undefined) laws.add(row);
      },
    });
    this.#laws = laws;
    return laws;
  }

  /** @param {string} file */
  #isFile(file) {
    const where = path.join(this.#root, file);
    return existsSync(where) && statSync(where).isFile();
  }

  /** @param {string} file */
  #read(file) {
    return readFileSync(path.join(this.#root, file), 'utf8');
  }
}
