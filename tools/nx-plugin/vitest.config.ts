import process from 'node:process';
import { configDefaults, mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.shared.ts';

// Really generating, linting and testing a whole integration takes minutes for each kind: a part of the night.
const really = process.env['WIZ_GENERATE'] === undefined ? ['**/generate-really.test.mjs'] : [];

const shared = testConfig('nx-plugin');
export default mergeConfig(shared, { test: { exclude: [...(shared.test?.exclude ?? configDefaults.exclude), ...really] } });
