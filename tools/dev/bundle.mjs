import path from 'node:path';
import { build } from 'vite';

/** The three programs of the desktop, in the order in which they are built first. */
export const PARTS = /** @type {const} */ (['main', 'preload', 'renderer']);
/** @typedef {(typeof PARTS)[number]} Part */

/**
 * Builds one program of the desktop and builds it again whenever one of its sources changes, libraries included.
 * @param {string} root the workspace
 * @param {Part} part
 * @param {{ built: (ms: number) => void, failed: (error: Error) => void }} listener called after every build
 * @returns {Promise<() => Promise<void>>} ends the watching
 */
export async function watchPart(root, part, { built, failed }) {
  const project = path.join(root, 'apps', 'desktop');
  const watcher = await build({ configFile: path.join(project, `vite.${part}.config.ts`), logLevel: 'error', build: { watch: {} } });
  if (!('on' in watcher)) throw new TypeError('Vite was asked to watch and did not.');
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') failed(event.error);
    // Closing runs the steps that put the finished files in place.
    else if (event.code === 'BUNDLE_END') event.result.close().then(() => built(event.duration), failed);
  });
  return () => watcher.close();
}
