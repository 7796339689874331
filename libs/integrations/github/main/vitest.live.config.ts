import { defineConfig } from 'vitest/config';
import { testConfig } from '../../../../vitest.shared.ts';

const shared = testConfig('integration-github-live');

// Against GitHub itself; started by hand only, as the target `live`.
export default defineConfig({ ...shared, test: { ...shared.test, include: ['src/**/*.live.ts'], testTimeout: 60_000 } });
