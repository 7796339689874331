// Brings every list of the integrations up to date: node tools/registries/write.mjs
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./write-lists.mjs'));
