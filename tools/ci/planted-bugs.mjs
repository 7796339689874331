// Bugs that anybody might write, all over the workspace, each with what catches it. `plant.mjs` writes one into a copy and sees the
// test turn red; `planted-bugs.test.mjs` sees, in every `npm test`, that a change of that file would have run it.
import { desktopBugs } from './planted/desktop.mjs';
import { integrationBugs } from './planted/integrations.mjs';
import { libraryBugs } from './planted/libraries.mjs';
import { workspaceBugs } from './planted/workspace.mjs';

/**
 * @typedef {object} CaughtBy
 * @property {string} project whose task it is; `documents` for what `tools/ci.mjs` looks up itself
 * @property {string} target `lint`, `typecheck…`, `test`, `build`, `e2e`, or `names`: what documents name
 * @property {string} [file] the test's file; of `lint` the file that is complained about, if it is another
 * @property {string} test the test's title as it stands in the source; of what has no titles a piece of the complaint
 *
 * @typedef {object} PlantedBug
 * @property {string} id
 * @property {string} file relative to the workspace, with `/`
 * @property {string} find what stands there, exactly once
 * @property {string} replace the bug
 * @property {CaughtBy} caughtBy
 * @property {string} why what a person would suffer
 */

/** @type {readonly PlantedBug[]} */
export const plantedBugs = [...libraryBugs, ...desktopBugs, ...integrationBugs, ...workspaceBugs];
