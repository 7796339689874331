// Reads the workspace's graph and asks Nx which projects a change touches. The one file that knows Nx from inside:
// its command line cannot leave out single edges, which is what `plan.mjs` is about.
import { createProjectGraphAsync } from '@nx/devkit';
import { filterAffected } from 'nx/src/project-graph/affected/affected-project-graph.js';
import { calculateFileChanges } from 'nx/src/project-graph/file-utils.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';

/** @typedef {import('@nx/devkit').ProjectGraph} ProjectGraph */

/** @returns {Promise<ProjectGraph>} */
export function readGraph() {
  return createProjectGraphAsync({ exitOnError: true });
}

/** @param {ProjectGraph} graph @param {string} project @returns {readonly string[]} */
export function tagsOf(graph, project) {
  return graph.nodes[project]?.data.tags ?? [];
}

/**
 * Whether one project depends on another, itself included, along any edges.
 * @param {ProjectGraph} graph @param {string} source @param {string} target
 */
export function leadsTo(graph, source, target) {
  const seen = new Set([source]);
  for (const project of seen) for (const edge of graph.dependencies[project] ?? []) seen.add(edge.target);
  return seen.has(target);
}

/**
 * The projects that a change of these files affects along the edges that `keep` lets pass. A file touches the project that it lies
 * in, and every project that names it among a target's inputs.
 * @param {ProjectGraph} graph
 * @param {readonly string[]} files relative to the workspace, with `/`
 * @param {{ base?: string, head?: string }} range where the old and new content of package files is read from
 * @param {(source: string, target: string) => boolean} keep
 * @param {RegExp} [counting] targets whose inputs count: what only the linter reads changes no build
 * @returns {Promise<readonly string[]>} sorted
 */
export async function affectedProjects(graph, files, range, keep, counting = /^/) {
  const nodes = Object.fromEntries(
    Object.entries(graph.nodes).map(([name, node]) => {
      const targets = Object.fromEntries(Object.entries(node.data.targets ?? {}).filter(([target]) => counting.test(target)));
      return [name, { ...node, data: { ...node.data, targets } }];
    }),
  );
  const dependencies = Object.fromEntries(
    Object.entries(graph.dependencies).map(([source, edges]) => [
      source,
      edges.filter(({ target }) => target.startsWith('npm:') || keep(source, target)),
    ]),
  );
  const changes = calculateFileChanges(
    [...files],
    range.base === undefined ? undefined : { base: range.base, ...(range.head === undefined ? {} : { head: range.head }) },
  );
  const affected = await filterAffected({ ...graph, nodes, dependencies }, changes);
  return Object.keys(affected.nodes).sort();
}

/**
 * Every task that Nx would run for these targets, what they depend on included.
 * @param {ProjectGraph} graph
 * @param {readonly string[]} projects
 * @param {readonly string[]} targets
 * @returns {readonly string[]} `project:target`, sorted
 */
export function taskIds(graph, projects, targets) {
  const having = projects.filter((project) => targets.some((target) => graph.nodes[project]?.data.targets?.[target] !== undefined));
  if (having.length === 0) return [];
  return Object.keys(createTaskGraph(graph, {}, having, [...targets], undefined, {}).tasks).sort();
}
