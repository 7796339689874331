// Writes the page of every integration and the one of the specification: node tools/docs/write-pages.mjs
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./write-all-pages.mjs'));
