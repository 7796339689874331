import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { makeDemoFolder } from './driver/demo-folder.ts';
import type { Desktop } from './driver/launch-desktop.ts';
import { listeningPorts } from './driver/listening-ports.ts';
import { connectFolder, doneSentence, startSearch } from './driver/steps.ts';
import { expect, test } from './fixtures.ts';

test('no process of the application listens for connections', async ({ lab }) => {
  test.skip(process.platform !== 'linux', 'Only Linux tells without further programs which process listens.');
  const desktop = await lab.shared();
  const { app, page } = desktop;
  await connectFolder(desktop, await makeDemoFolder());
  await startSearch(page, 'invoice');
  await expect(doneSentence(page, /^Matches: /)).toBeVisible();
  const metrics = await app.evaluate((electron) =>
    electron.app.getAppMetrics().map(({ pid, type, serviceName }) => ({ pid, kind: serviceName ?? type })),
  );
  const { ports, seen } = await listeningPorts(metrics.map(({ pid }) => pid));
  const kindsSeen = metrics.filter(({ pid }) => seen.includes(pid)).map(({ kind }) => kind);
  // The two that have a network at all.
  expect(kindsSeen).toEqual(expect.arrayContaining(['Browser', 'network.mojom.NetworkService']));
  expect([...ports].sort()).toEqual((await portsOfPlaywright(desktop)).sort());
});

/** The doors that Playwright drives the application by, and opens for that. It also proves that open doors are seen here. */
async function portsOfPlaywright({ app, userData }: Desktop): Promise<number[]> {
  const [pages = ''] = (await readFile(path.join(userData, 'DevToolsActivePort'), 'utf8')).split('\n');
  const main = await app.evaluate(() => {
    const { mainModule: load } = process as unknown as { readonly mainModule?: NodeJS.Module };
    return (load?.require('node:inspector') as typeof import('node:inspector')).url() ?? '';
  });
  return [Number(pages), Number(new URL(main).port)];
}
