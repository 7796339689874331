// The Nx target `quality`: whether an integration is what its quality.json says, as far as the tasks before it can tell.
// usage: node tools/quality/check.mjs <project of its main half>
import { onPinnedNode } from '../run/on-pinned-node.mjs';

await onPinnedNode(() => import('./check-integration.mjs'));
