import { defineConfig, mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.shared.ts';

// Nothing here keeps state in a module, so the test files may share one: half the time goes into isolating them.
export default defineConfig(mergeConfig(testConfig('core'), { test: { isolate: false } }));
