import { showProofs } from './proof.ts';
import { tcpStandIn } from './tcp-integration.ts';
import { tcpProofs } from './tcp-proofs.ts';

showProofs('over tcp', tcpProofs, tcpStandIn);
