// What a change has to prove. Pure: the same graph and files give the same plan.
import { affectedProjects, tagsOf, taskIds } from './graph.mjs';

/** @typedef {import('@nx/devkit').ProjectGraph} ProjectGraph */

/**
 * @typedef {object} Plan
 * @property {{ projects: readonly string[], targets: readonly string[] }} checks lint, types and tests
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
  const touched = await affectedProjects(graph, code, range, () => false);
  const checked = await affectedProjects(graph, code, range, (source, target) => !atRunTimeOnly(source, target));
  const reached = await affectedProjects(graph, code, range, () => true);

  const targets = [...new Set(checked.flatMap((project) => Object.keys(graph.nodes[project]?.data.targets ?? {})))]
    .filter((target) => /^(lint|typecheck.*|test)$/.test(target))
    .sort();
  const builds = reached.filter((project) => graph.nodes[project]?.data.targets?.['build'] !== undefined);
  const e2eProject = reached.find((project) => type(project, 'e2e'));
  const isOneIntegration = (/** @type {string} */ project) => type(project, 'integration') || type(project, 'contract');
  const groups = touched.every(isOneIntegration)
    ? [
        'smoke',
        ...new Set(
          touched.flatMap((project) =>
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
    builds,
    e2e,
    tasks: [...new Set(tasks)].sort(),
    reasons: reasonsFor({ files, code, touched, checked, builds, e2e }),
  };
}

/**
 * @param {{ files: readonly string[], code: readonly string[], touched: readonly string[], checked: readonly string[], builds: readonly string[], e2e: Plan['e2e'] }} facts
 * @returns {readonly string[]}
 */
function reasonsFor({ files, code, touched, checked, builds, e2e }) {
  if (files.length === 0) return ['Nothing changed.'];
  if (code.length === 0) return ['Only documents changed: no code task.'];
  if (touched.length === 0) return ['The changed files belong to no project: no code task.'];
  const by = checked.filter((project) => !touched.includes(project));
  return [
    `Changed: ${touched.join(', ')}.`,
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
