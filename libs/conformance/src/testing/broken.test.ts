import { httpProofs } from './http-proofs.ts';
import { showProofs } from './proof.ts';
import { sampleStandIn } from './sample-stand-in.ts';

showProofs('over http', httpProofs, sampleStandIn);
