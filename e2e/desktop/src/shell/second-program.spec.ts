import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { makeDemoFolder } from '../driver/demo-folder.ts';
import { connectFolder, sidebar } from '../driver/steps.ts';
import { expect, test } from '../fixtures.ts';

const holder = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'apps', 'desktop', 'src', 'main', 'store', 'testing', 'holder.ts');

test('another program that holds the data file is told of, and all is there once it lets go', async ({ lab }) => {
  const first = await lab.launch();
  await connectFolder(first, await makeDemoFolder());
  await first.close();

  const child = spawn(process.execPath, [holder, path.join(first.userData, 'data', 'wiz.db'), 'alone'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  try {
    await once(child.stdout, 'data');
    const { page } = await lab.launch({ userData: first.userData });
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Another program is using the data file.');
    child.stdin.end();
    await closed;
    // It tries anew when it is asked, at most every two seconds.
    await expect(async () => {
      await page.reload();
      await expect(sidebar(page).getByRole('link', { name: 'harbour-house', exact: true })).toBeVisible({ timeout: 2500 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByRole('region', { name: 'Notices' })).toHaveCount(0);
  } finally {
    child.kill();
  }
});
