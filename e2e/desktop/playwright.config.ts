import path from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { countSessions, enterOwnSession } from './src/driver/session.ts';

const output = path.resolve(import.meta.dirname, '..', '..', 'dist', 'test-output', 'desktop-e2e');

/** `WIZ_E2E_GROUPS` names what to run: `smoke`, ids of integrations. Unset: everything. */
const groups = process.env['WIZ_E2E_GROUPS']?.split(/\s+/).filter((group) => group !== '') ?? [];

/** A group is one file, or the folder of one integration. */
function filesOf(group: string): string {
  return group === 'smoke' ? '**/src/smoke.spec.ts' : `**/src/integrations/${group}/**/*.spec.ts`;
}

// Read first of all by every worker.
enterOwnSession();

export default defineConfig({
  testDir: path.join(import.meta.dirname, 'src'),
  testMatch: groups.length === 0 ? '**/*.spec.ts' : groups.map(filesOf),
  outputDir: path.join(output, 'failures'),
  // One application on each display: two would fight for focus.
  workers: countSessions(),
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['junit', { outputFile: path.join(output, 'e2e.xml'), stripANSIControlSequences: true }]],
});
