// What the checks of a project said: the JUnit files that its Nx tasks leave.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failedTests, sumJunit } from '../../run/junit-sum.mjs';

/** @typedef {'lint' | 'typecheck' | 'test'} Check */

/**
 * @typedef {object} CheckVerdict
 * @property {string} project
 * @property {Check} check
 * @property {boolean} ran
 * @property {readonly string[]} failed tests, or the check itself, each with its reason
 * @property {number} passed
 */

/**
 * @param {string} root
 * @param {readonly string[]} projects Nx names
 * @returns {readonly CheckVerdict[]}
 */
export function readVerdicts(root, projects) {
  return projects.flatMap((project) =>
    /** @type {const} */ (['lint', 'typecheck', 'test']).map((check) => {
      const file = path.join(root, 'dist', 'test-output', project, `${check}.xml`);
      if (!existsSync(file)) return { project, check, ran: false, failed: [], passed: 0 };
      const report = readFileSync(file, 'utf8');
      return { project, check, ran: true, failed: failedTests([report]), passed: sumJunit([report]).passed };
    }),
  );
}
