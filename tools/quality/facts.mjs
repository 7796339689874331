// Everything that is known of one integration, gathered once for all rules.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSnapshots } from '../contracts/snapshot.mjs';
import { testTitles } from '../docs/source-facts.mjs';
import { variableOf } from '../registries/integrations.mjs';
import { readConformance } from './facts/conformance.mjs';
import { readCoverage } from './facts/coverage.mjs';
import { broughtPackages } from './facts/packages.mjs';
import { scan } from './facts/scan.mjs';
import { readVerdicts } from './facts/verdicts.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * @typedef {object} SourceFile
 * @property {string} file relative to the workspace, with `/`
 * @property {'contract' | 'main'} half
 * @property {boolean} ships false for tests and stand-ins
 * @property {string} text
 */

/**
 * @typedef {object} Facts
 * @property {string} id
 * @property {string} kind as the contract says it, or its source where it does not load
 * @property {AnyContract} contract
 * @property {readonly SourceFile[]} sources TypeScript of both halves
 * @property {readonly import('./facts/scan.mjs').Finding[]} findings in what ships
 * @property {import('./facts/conformance.mjs').Conformance | undefined} conformance undefined when the kit left no report
 * @property {readonly import('./facts/verdicts.mjs').CheckVerdict[]} verdicts
 * @property {import('./facts/coverage.mjs').Coverage | undefined} coverage of the main half; undefined when it was not measured
 * @property {readonly import('../contracts/snapshot.mjs').Snapshot[]} snapshots versions of its contract that were released, oldest first
 * @property {readonly import('./facts/packages.mjs').BroughtPackage[]} packages
 * @property {ReadonlySet<string>} titles of the tests of both halves
 * @property {(file: string) => string | undefined} read a file of the workspace, undefined where there is none
 */

/**
 * @param {string} root the workspace
 * @param {string} id the folder in libs/integrations
 * @returns {Promise<Facts>} `contract` throws when it is read and could not be loaded
 */
export async function gatherFacts(root, id) {
  const folder = `libs/integrations/${id}`;
  const read = (/** @type {string} */ file) =>
    existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : undefined;
  const sources = globSync(`${folder}/{contract,main}/src/**/*.ts`, { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .map((file) => ({
      file,
      half: file.startsWith(`${folder}/contract/`) ? /** @type {const} */ ('contract') : /** @type {const} */ ('main'),
      ships: !/\.(test|test-d|live|bench)\.ts$|\/testing\/|\/main-only\.ts$/.test(file),
      text: read(file) ?? '',
    }));
  const loaded = await load(root, id);
  const effects = loaded instanceof Error ? {} : effectsOf(loaded);
  const projects = [`contract-${id}`, `integration-${id}`];
  return {
    id,
    kind: loaded instanceof Error ? kindIn(sources) : loaded.kind,
    get contract() {
      if (loaded instanceof Error) throw new Error(`The contract does not load: ${loaded.message}`);
      return loaded;
    },
    sources,
    findings: sources.filter(({ ships }) => ships).flatMap(({ file, text }) => scan(file, text, { id, effects })),
    conformance: readConformance(root, id),
    verdicts: readVerdicts(root, projects),
    coverage: readCoverage(root, `integration-${id}`),
    snapshots: readSnapshots(root, id),
    packages: broughtPackages(
      root,
      ['contract', 'main'].map((half) => JSON.parse(read(`${folder}/${half}/package.json`) ?? '{}')),
    ),
    titles: new Set(sources.filter(({ file }) => file.endsWith('.test.ts')).flatMap(({ file, text }) => [...testTitles(file, text)])),
    read,
  };
}

/** @param {string} root @param {string} id @returns {Promise<AnyContract | Error>} */
async function load(root, id) {
  try {
    const exported = await import(pathToFileURL(path.join(root, 'libs', 'integrations', id, 'contract', 'src', 'index.ts')).href);
    const contract = /** @type {AnyContract | undefined} */ (exported[variableOf(id)]);
    return contract ?? new Error(`it is not exported as “${variableOf(id)}”.`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** @param {AnyContract} contract @returns {Readonly<Record<string, string>>} */
function effectsOf({ operations }) {
  return Object.fromEntries(Object.entries(operations).map(([name, { effect }]) => [name, effect]));
}

/** @param {readonly SourceFile[]} sources */
function kindIn(sources) {
  const text = sources.find(({ half, file }) => half === 'contract' && file.endsWith('/src/index.ts'))?.text ?? '';
  return /\bkind: '(\w+)'/.exec(text)?.[1] ?? 'service';
}
