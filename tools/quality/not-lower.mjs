// Whether no integration is held to less than before. Run for every change: node tools/quality/not-lower.mjs [--base <revision>]
// Compares with what `tools/ci.mjs` compares with; where there is nothing to compare with it says so, and that is no failure.
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./compare-records.mjs'));
