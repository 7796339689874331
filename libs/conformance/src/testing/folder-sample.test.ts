import { conformance } from '../vitest.ts';
import { folderIntegration, folderStandIn } from './folder-integration.ts';

// That the laws hold for what is clean; `broken-folder.test.ts` shows that each of them can be broken.
conformance(folderIntegration(), folderStandIn);
