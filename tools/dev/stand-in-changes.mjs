import { watch } from 'node:fs';
import path from 'node:path';

/** A save is several events; so long, in milliseconds, they count as one. */
const ONE_SAVE_MS = 500;
/** The sources of a stand-in, relative to the folder of all integrations. */
const source = /^[^/]+\/main\/src\/testing\/(?!.*\.test\.ts$).+\.ts$/;

/**
 * Tells when the source of a stand-in has changed: those that run know nothing of it.
 * @param {string} root the workspace
 * @param {AbortSignal} signal ends it
 * @param {(id: string) => void} changed called once for a save, with the integration's id
 */
export function onStandInChange(root, signal, changed) {
  /** @type {Map<string, number>} When each was told of last. */
  const told = new Map();
  const folder = path.join(root, 'libs', 'integrations');
  const watcher = watch(folder, { recursive: true, signal }, (_event, name) => {
    const file = name?.split(path.sep).join('/') ?? '';
    const id = file.split('/')[0] ?? '';
    if (!source.test(file) || performance.now() - (told.get(id) ?? Number.NEGATIVE_INFINITY) < ONE_SAVE_MS) return;
    told.set(id, performance.now());
    changed(id);
  });
  // A folder that is taken away while it is looked at: nothing is lost but this sentence.
  watcher.on('error', () => undefined);
}
