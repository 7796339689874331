// What a change has to prove. Pure: the same graph and files give the same plan.
import { affectedProjects, leadsTo, tagsOf, taskIds } from './graph.mjs';

/** @typedef {import('@nx/devkit').ProjectGraph} ProjectGraph */

/**
 * @typedef {object} Plan
 * @property {{ projects: readonly string[], targets: readonly string[] }} checks lint, types and tests
 * @property {boolean} documents whether what documents name is looked up: they name files and tests of every project
 * @property {readonly string[]} builds projects to build
 * @property {{ project: string, groups: readonly string[] | 'all' } | undefined} e2e
 * @property {readonly string[]} tasks every Nx task of the above, what they depend on included
 * @property {readonly string[]} reasons one sentence a decision
 */

/** Documents that are made from code or name its tests, and what goes into them word for word: whether they agree is tested. */
const isMade = (/** @type {string} */ file) =>
  /^docs\/(architecture\/(integrations\/|specification-coverage\.md$)|security\/threat-model\.md$)|\/contract\/introduction\.md$/.test(
    file,
  );

/** Prose changes no code. What documents name in code is looked up for every change, by `tools/ci.mjs`. */
const isProse = (/** @type {string} */ file) =>
  (file.endsWith('.md') && !isMade(file)) || /^docs\/.*\.(png|svg)$/.test(file) || file === 'LICENSE';

/** What is asked of code, and what is made of it and tried. */
const CHECKS = /^(lint|typecheck.*|test|quality)$/;
const RUNS = /^(build|e2e)$/;

/**
 * @param {ProjectGraph} graph
 * @param {readonly string[]} files changed files, relative to the workspace, with `/`
 * @param {{ base?: string, head?: string }} [range]
 * @returns {Promise<Plan>}
 */
export async function planFor(graph, files, range = {}) {
  const code = files.filter((file) => !isProse(file));
  const type = (/** @type {string} */ project, /** @type {string} */ tag) => tagsOf(graph, project).includes(`type:${tag}`);
  // The desktop loads main halves by one erased type at run time, and the end-to-end tests start the built application:
  // across these edges a change can break behaviour, never lint, types or unit tests.
  const atRunTimeOnly = (/** @type {string} */ source, /** @type {string} */ target) =>
    (type(source, 'app') && type(target, 'integration')) || type(source, 'e2e');
  const orphans = await orphansAmong(graph, code, range);
  const affectedAlong = async (/** @type {(source: string, target: string) => boolean} */ keep, /** @type {RegExp} */ counting) =>
    orphans.length > 0 ? Object.keys(graph.nodes).sort() : affectedProjects(graph, code, range, keep, counting);
  const checked = await affectedAlong((source, target) => !atRunTimeOnly(source, target), CHECKS);
  // An integration's tests use what judges integrations; its shipped code may not, which the linter sees to.
  const inTestsOnly = (/** @type {string} */ source, /** @type {string} */ target) =>
    type(source, 'integration') && type(target, 'testing');
  const reached = await affectedAlong((source, target) => !inTestsOnly(source, target), RUNS);
  const built = await affectedAlong(() => false, RUNS);
  const touched = [...new Set([...(await affectedAlong(() => false, CHECKS)), ...built])].sort();

  const targets = [...new Set(checked.flatMap((project) => Object.keys(graph.nodes[project]?.data.targets ?? {})))]
    .filter((target) => CHECKS.test(target))
    .sort();
  const builds = reached.filter((project) => graph.nodes[project]?.data.targets?.['build'] !== undefined);
  const e2eProject = reached.find((project) => type(project, 'e2e'));
  const isOneIntegration = (/** @type {string} */ project) => type(project, 'integration') || type(project, 'contract');
  // What reads files of an integration and is no part of the application, as a generator's tests do, says nothing about it.
  const within = built.filter((project) => e2eProject !== undefined && leadsTo(graph, e2eProject, project));
  const groups = within.every(isOneIntegration)
    ? [
        'smoke',
        ...new Set(
          within.flatMap((project) =>
            tagsOf(graph, project)
              .filter((tag) => tag.startsWith('scope:'))
              .map((tag) => tag.slice('scope:'.length)),
          ),
        ),
      ]
    : /** @type {const} */ ('all');
  const e2e = e2eProject === undefined ? undefined : { project: e2eProject, groups };
  const tasks = [
    ...taskIds(graph, checked, targets),
    ...taskIds(graph, builds, ['build']),
    ...(e2e === undefined ? [] : taskIds(graph, [e2e.project], ['e2e'])),
  ];
  return {
    checks: { projects: checked, targets },
    documents: files.length > 0,
    builds,
    e2e,
    tasks: [...new Set(tasks)].sort(),
    reasons: reasonsFor({ files, code, orphans, touched: await touchedBy(graph, code, range, touched), checked, builds, e2e }),
  };
}

/**
 * Changed files that no project and no task's inputs claim: nobody has said what they matter to, so it may be anything.
 * @param {ProjectGraph} graph @param {readonly string[]} code @param {{ base?: string, head?: string }} range
 * @returns {Promise<readonly string[]>}
 */
async function orphansAmong(graph, code, range) {
  const roots = Object.values(graph.nodes).map((node) => `${node.data.root}/`);
  const outside = code.filter((file) => !roots.some((root) => file.startsWith(root)));
  const claims = await Promise.all(outside.map((file) => affectedProjects(graph, [file], range, () => false)));
  return outside.filter((_, index) => claims[index]?.length === 0);
}

/**
 * For each touched project the changed file that is among its tasks' inputs; undefined where a file of its own changed.
 * @param {ProjectGraph} graph @param {readonly string[]} code @param {{ base?: string, head?: string }} range
 * @param {readonly string[]} touched
 * @returns {Promise<ReadonlyMap<string, string | undefined>>}
 */
async function touchedBy(graph, code, range, touched) {
  /** @type {Map<string, string | undefined>} */
  const found = new Map(
    touched
      .filter((project) => code.some((file) => file.startsWith(`${graph.nodes[project]?.data.root ?? ''}/`)))
      .map((project) => [project, undefined]),
  );
  for (const file of code) {
    if (found.size === touched.length) break;
    for (const project of await affectedProjects(graph, [file], range, () => false)) if (!found.has(project)) found.set(project, file);
  }
  return found;
}

/**
 * @param {{ files: readonly string[], code: readonly string[], orphans: readonly string[], touched: ReadonlyMap<string, string | undefined>, checked: readonly string[], builds: readonly string[], e2e: Plan['e2e'] }} facts
 * @returns {readonly string[]}
 */
function reasonsFor({ files, code, orphans, touched, checked, builds, e2e }) {
  if (files.length === 0) return ['Nothing changed.'];
  if (code.length === 0) return ['Only documents changed: no code task.'];
  if (orphans.length > 0) return [`These belong to no project, so they may matter to any: ${orphans.join(', ')}. Everything is run.`];
  const by = checked.filter((project) => !touched.has(project));
  const themselves = [...touched].filter(([, file]) => file === undefined).map(([project]) => project);
  const inputs = [...touched].flatMap(([project, file]) => (file === undefined ? [] : [`${project} (${file})`]));
  return [
    ...(themselves.length === 0 ? [] : [`Changed: ${themselves.sort().join(', ')}.`]),
    ...(inputs.length === 0 ? [] : [`Changed in a file that it reads: ${inputs.sort().join(', ')}.`]),
    ...(by.length === 0 ? [] : [`Built on what changed, so linted, typed and tested too: ${by.join(', ')}.`]),
    ...(builds.length === 0 ? [] : [`Contains what changed, so built: ${builds.join(', ')}.`]),
    ...(e2e === undefined
      ? []
      : [
          e2e.groups === 'all'
            ? 'The change reaches beyond one integration: every end-to-end test.'
            : `The change stays inside one integration: end-to-end tests ${e2e.groups.join(' and ')}.`,
        ]),
  ];
}
