import { conformance } from '../vitest.ts';
import { sampleIntegration } from './sample-integration.ts';
import { sampleStandIn } from './sample-stand-in.ts';

// That the laws hold for what is clean; `broken.test.ts` shows that each of them can be broken.
conformance(sampleIntegration(), sampleStandIn);
