import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

/** What every project's tests share; `project` is the Nx name. JUnit goes where CI collects it. */
export function testConfig(project: string): ViteUserConfig {
  const output = fileURLToPath(new URL(`./dist/test-output/${project}/test.xml`, import.meta.url));
  return {
    test: {
      name: project,
      include: ['**/*.test.{ts,tsx,mjs}'],
      exclude: ['**/node_modules/**', '**/dist/**'],
      typecheck: { enabled: false },
      reporters: ['default', ['junit', { outputFile: output, suiteName: project }]],
      restoreMocks: true,
      // Only what hangs is to be ended: a machine that is busy with other things is not a failure.
      testTimeout: 30_000,
      hookTimeout: 30_000,
    },
  };
}
