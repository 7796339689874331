// Which snapshot may be written now, and why none may.
import { checkBeforeWriting } from './check.mjs';
import { readSnapshots, snapshotFolder, snapshotText, takeSnapshot, withoutSamples } from './snapshot.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * @param {string} root the workspace
 * @param {AnyContract} contract
 * @param {{ replace: boolean, isReleased: (version: string) => boolean }} options
 * @returns {Promise<{ ok: boolean, file?: string, text?: string, says: readonly string[] }>} a file relative to the workspace, none where
 *   none is to be written; what is said of it, when it is not ok what is to be done first
 */
export async function snapshotToWrite(root, contract, { replace, isReleased }) {
  const { id, page } = contract;
  const file = `${snapshotFolder(id)}/${page.version}.json`;
  const snapshots = readSnapshots(root, id);
  const own = snapshots.some(({ contract: { version } }) => version === page.version);
  if (own && !replace && checkBeforeWriting(contract, snapshots).length === 0) return { ok: true, says: [`${file} is there already.`] };
  if (own && replace && isReleased(page.version))
    return { ok: false, says: [`Version ${page.version} of “${id}” was released: its snapshot stays as it is. Step the version instead.`] };
  const problems = checkBeforeWriting(
    contract,
    snapshots.filter(({ contract: { version } }) => !replace || version !== page.version),
  );
  if (problems.length > 0) return { ok: false, says: problems };
  const snapshot = takeSnapshot(contract);
  const lacks = withoutSamples(snapshot).map(
    (what) => `No sample of ${what} could be made, so later versions are not tried with it. A placeholder that the field takes helps.`,
  );
  return { ok: true, file, text: await snapshotText(root, snapshot), says: [file, ...lacks] };
}
