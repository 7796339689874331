// Decides what a change affects, says why, and runs exactly that.
// usage: node tools/ci.mjs [--base <revision>] [--head <revision>] [--files <file> ...] [--plan] [--without-e2e]
//   --base   compare with this revision (default: NX_BASE, else where this branch left origin/main, else the last commit)
//   --head   the other end (default: the work tree, uncommitted and untracked files included)
//   --files  take these as the changed files instead of asking git
//   --plan   print the plan as JSON, the reasons to stderr, and run nothing
//   --without-e2e   leave out the end-to-end tests, for a machine that has no display
import { onPinnedNode } from './run/on-pinned-node.mjs';

await onPinnedNode(() => import('./ci/run-plan.mjs'));
