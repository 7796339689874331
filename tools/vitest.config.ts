import { defineConfig, mergeConfig } from 'vitest/config';
import { testConfig } from '../vitest.shared.ts';

// Its tests mostly wait for other programs, and often run when nothing else is left to run. The plugin is a project of its own.
export default mergeConfig(testConfig('tools'), defineConfig({ test: { maxWorkers: 2, exclude: ['nx-plugin/**'] } }));
