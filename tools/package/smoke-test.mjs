import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { handOver } from '../electron/stage-app.mjs';
import { startPackaged } from './start-packaged.mjs';

/**
 * The main job in the packaged application, twice: the second start has to find what the first one left.
 * @param {object} options
 * @param {string} options.binary what to start
 * @param {import('../electron/session.mjs').Session} options.session
 * @param {boolean} options.standIn whether it has to say that it is made of the stand-in
 * @param {AbortSignal} options.signal
 * @throws {Error} saying what was not as it should be
 */
export async function smoke({ binary, session, standIn, signal }) {
  const home = path.join(session.workFolder, 'data', 'smoke');
  const data = path.join(home, 'user-data');
  const folder = path.join(home, 'notes');
  await mkdir(data, { recursive: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'today.txt'), 'Pay the carpenter’s invoice.\n');
  if (session.user !== undefined) await handOver(home, session.user);

  const first = await startPackaged({ binary, data, env: session.env, signal });
  try {
    const button = first.page.getByTestId('main-action');
    await button.waitFor({ timeout: 30_000 });
    console.log(`✓ started in ${String(Math.round(first.tookMs))} ms, the first screen is there`);
    const info = /** @type {{ standIn: boolean, notices: string[] }} */ (await first.ask('query', 'app.info', null));
    assert.deepEqual({ standIn: info.standIn, notices: info.notices }, { standIn, notices: [] });
    assert.deepEqual(await first.ask('query', 'connections.list', null), [], 'a fresh start has no connection');
    const before = first.page.url();
    await button.click();
    await first.page.waitForURL((url) => url.href !== before, { timeout: 10_000 });
    console.log('✓ the store is open and empty, the main button leads on');
    const added = /** @type {{ id: string }} */ (
      await first.ask('mutation', 'connections.add', { integration: 'filesystem', config: { root: folder } })
    );
    const events = /** @type {{ type: string, chunk?: unknown }[]} */ (
      await first.hear('filesystem.search', { connection: added.id, query: 'invoice' })
    );
    assert.ok(JSON.stringify(events.filter(({ type }) => type === 'chunk')).includes('today.txt'), 'the search finds the file');
    assert.equal(events.at(-1)?.type, 'done');
    console.log('✓ a folder was connected and searched');
  } finally {
    await first.close();
  }

  const second = await startPackaged({ binary, data, env: session.env, signal });
  try {
    const connections = /** @type {unknown[]} */ (await second.ask('query', 'connections.list', null));
    const runs = /** @type {{ items: { operation: string, state: string }[] }} */ (await second.ask('query', 'runs.list', {}));
    assert.equal(connections.length, 1, 'the connection is there again');
    assert.deepEqual(
      runs.items.map(({ operation, state }) => [operation, state]),
      [['search', 'succeeded']],
    );
    console.log('✓ after a restart the connection and its run are there again');
  } finally {
    await second.close();
  }
}
