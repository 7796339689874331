/** @typedef {import('../plan.mjs').Plan} Plan */
/** @typedef {import('../planted-bugs.mjs').CaughtBy} CaughtBy */

/**
 * Whether a plan runs what catches a bug; of the end-to-end tests also whether it runs the group that the test is in.
 * @param {Plan} plan
 * @param {CaughtBy} caughtBy
 */
export function isPlanned(plan, { project, target, file }) {
  if (target === 'names') return plan.documents;
  if (!plan.tasks.includes(`${project}:${target}`)) return false;
  if (target !== 'e2e') return true;
  return plan.e2e !== undefined && (plan.e2e.groups === 'all' || plan.e2e.groups.includes(groupOf(file ?? '')));
}

/** The group of an end-to-end test; empty for one that runs only where all do. @param {string} file */
function groupOf(file) {
  if (file === 'e2e/desktop/src/smoke.spec.ts') return 'smoke';
  return /^e2e\/desktop\/src\/integrations\/([^/]+)\//.exec(file)?.[1] ?? '';
}
