import { conformance } from '../vitest.ts';
import { tcpIntegration, tcpStandIn } from './tcp-integration.ts';

// That the laws hold for what is clean; `broken-tcp.test.ts` shows that each of them can be broken.
conformance(tcpIntegration(), tcpStandIn);
