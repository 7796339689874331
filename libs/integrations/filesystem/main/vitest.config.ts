import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../../../vitest.shared.ts';

// Real folders with thousands of files: on a busy machine the disk, not the code, decides how long that takes.
export default mergeConfig(testConfig('integration-filesystem'), { test: { testTimeout: 60_000 } });
