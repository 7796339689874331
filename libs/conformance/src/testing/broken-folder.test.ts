import { folderStandIn } from './folder-integration.ts';
import { folderProofs } from './folder-proofs.ts';
import { showProofs } from './proof.ts';

showProofs('of a folder', folderProofs, folderStandIn);
