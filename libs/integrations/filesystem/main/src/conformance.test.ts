import { conformance } from '@wiz/conformance/vitest';
import { integration } from './index.ts';
import { standIn } from './testing/conformance.ts';

conformance(integration, standIn);
