// Writes the snapshot of each contract's version, where there is none: node tools/contracts/write.mjs [--replace] [id …]
// `--replace` writes it anew, which only a version that was never released allows.
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./write-snapshots.mjs'));
