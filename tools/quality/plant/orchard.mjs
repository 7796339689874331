// A clean integration in a copy of the workspace, into which defects are put one at a time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

/** Where it lies, relative to the copy. */
export const orchardIn = 'libs/integrations/orchard';

/** @typedef {import('../planted-defects.mjs').Defect} Defect */

const halves = /** @type {const} */ ([
  ['contract', 'contract-orchard'],
  ['main', 'integration-orchard'],
]);

export class Orchard {
  #folder;
  #env;
  /** What the clean one misses, by rule: it need not be platinum. @type {ReadonlySet<string>} */
  #missedClean = new Set();

  /** @param {string} folder a copy of the workspace */
  constructor(folder) {
    this.#folder = folder;
    const bin = path.join(folder, 'node_modules', '.bin');
    this.#env = {
      ...process.env,
      PATH: [path.dirname(process.execPath), bin, process.env['PATH']].join(path.delimiter),
      NX_DAEMON: 'false',
      NX_WORKSPACE_ROOT_PATH: folder,
      CI: 'true',
    };
  }

  /** Has the generator make it, unless an earlier run did. @throws {Error} with what the generator said */
  async make() {
    if (existsSync(path.join(this.#folder, orchardIn))) return;
    const nx = path.join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
    const { code, said } = this.#node([nx, 'g', '@wiz/nx-plugin:integration', 'orchard', '--kind', 'rest', '--owner', '@wiz/orchard']);
    if (code !== 0) throw new Error(`The generator failed:\n${said}`);
  }

  /**
   * Runs every check on the clean one, and remembers what it misses.
   * @param {{ lint: boolean }} options
   * @returns {Promise<{ failed: readonly string[] }>} checks that failed, laws that are broken, and bronze rules that are missed
   */
  async look({ lint }) {
    this.#types();
    this.#tests();
    if (lint) this.#lint();
    this.#results('keep');
    const missed = this.#missed();
    this.#missedClean = new Set(missed.map(({ id }) => id));
    const failed = missed.filter(({ tier }) => tier === 'bronze').flatMap(({ id, why }) => [`${id}: ${why.join(' ').slice(0, 300)}`]);
    return { failed: [...failed, ...this.#brokenLaws()] };
  }

  /**
   * Puts a defect in, looks what names it, and takes it out again. Ends with the first kind of check that does.
   * @param {Defect} defect @param {{ lint: boolean }} options
   * @returns {Promise<readonly string[]>} `rule …`, `law …`, `types …`, `test …` and `lint …`
   * @throws {Error} when the piece of text is not there, once
   */
  async plant({ id, file, from, to }, { lint }) {
    const place = path.join(this.#folder, orchardIn, file);
    const before = readFileSync(place, 'utf8');
    if (before.split(from).length !== 2) throw new Error(`${id}: ${file} does not have its piece of text exactly once.`);
    writeFileSync(
      place,
      before.replace(from, () => to),
    );
    try {
      const named = this.#missed()
        .filter((rule) => !this.#missedClean.has(rule.id))
        .map((rule) => `rule ${rule.id}`);
      if (named.length === 0) named.push(...this.#types());
      if (named.length === 0) named.push(...this.#tests(), ...this.#brokenLaws().map((law) => `law ${law}`));
      if (named.length === 0 || lint) named.push(...this.#lint());
      return named;
    } finally {
      writeFileSync(place, before);
      this.#results('put back');
    }
  }

  /** @returns {string[]} */
  #types() {
    return halves.flatMap(([half, project]) => this.#check('typecheck', project, ['tsc', '-p', `${orchardIn}/${half}/tsconfig.json`]));
  }

  /** @returns {string[]} */
  #lint() {
    return halves.flatMap(([half, project]) => this.#check('lint', project, ['eslint', `${orchardIn}/${half}`, '--max-warnings=0']));
  }

  /** @param {string} check @param {string} project @param {readonly string[]} args @returns {string[]} */
  #check(check, project, args) {
    const { code, said } = this.#node(['tools/run/check.mjs', check, project, ...args]);
    const first = /(error TS\d+|error\s+.*?(@?[\w/-]+)$)/m.exec(said)?.[0] ?? 'failed';
    return code === 0 ? [] : [`${check === 'typecheck' ? 'types' : 'lint'} ${first.replaceAll(/\s+/g, ' ').slice(0, 120)}`];
  }

  /** @returns {string[]} */
  #tests() {
    return halves.flatMap(([half, project]) => {
      const vitest = path.join(this.#folder, 'node_modules', 'vitest', 'vitest.mjs');
      const { code, said } = this.#node([vitest, 'run'], path.join(this.#folder, orchardIn, half));
      const first = /FAIL.*? > (.*)/.exec(stripVTControlCharacters(said))?.[1] ?? `${project} failed`;
      return code === 0 ? [] : [`test ${first.slice(0, 120)}`];
    });
  }

  /** @returns {readonly { id: string, tier: string, why: readonly string[] }[]} */
  #missed() {
    const { said } = this.#node(['tools/quality/quality.mjs', 'orchard', '--json', '--as-is']);
    /** @type {readonly import('../judge.mjs').Judgement[]} */
    const [judgement] = JSON.parse(said.slice(said.indexOf('[\n')));
    // What only the coverage can tell is not measured here.
    const missed = (judgement?.verdicts ?? []).filter(({ rule, state }) => state === 'missed' && rule.measured !== true);
    return missed.map(({ rule, why }) => ({ id: rule.id, tier: rule.tier, why }));
  }

  /** @returns {readonly string[]} */
  #brokenLaws() {
    const file = path.join(this.#folder, 'dist', 'test-output', 'integration-orchard', 'conformance.json');
    if (!existsSync(file)) return [];
    /** @type {import('../facts/conformance.mjs').Conformance} */
    const { cells } = JSON.parse(readFileSync(file, 'utf8'));
    return [...new Set(cells.filter(({ state }) => state === 'broken').map(({ law }) => law))];
  }

  /** What the checks of the clean one left: kept once, and put back before each judgement that reads it. @param {'keep' | 'put back'} way */
  #results(way) {
    for (const [, project] of halves) {
      const own = path.join(this.#folder, 'dist', 'test-output', project);
      const kept = path.join(this.#folder, 'dist', 'clean-output', project);
      const [source, target] = way === 'keep' ? [own, kept] : [kept, own];
      rmSync(target, { recursive: true, force: true });
      cpSync(source, target, { recursive: true });
    }
  }

  /** @param {readonly string[]} args @param {string} [cwd] */
  #node(args, cwd = this.#folder) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd,
      env: this.#env,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    return { code: status ?? 1, said: stdout + stderr };
  }
}
