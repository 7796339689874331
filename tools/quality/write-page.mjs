// Writes the page of the quality scale: node tools/quality/write-page.mjs
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./write-scale-page.mjs'));
