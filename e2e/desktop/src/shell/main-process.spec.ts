import { readLog } from '../driver/log-file.ts';
import { expect, test } from '../fixtures.ts';

test('row 45: code in the main process cannot end the application, a loop in it is told of, and it quits as ever', async ({ lab }) => {
  const desktop = await lab.launch();
  const { app, page, userData } = desktop;
  const main = app.process();
  const refused = await app.evaluate(() => {
    try {
      return process.exit(3);
    } catch (error) {
      return (error as { readonly category?: string }).category;
    }
  });
  expect(refused).toBe('internal_error');
  await app.evaluate(() => {
    for (const end = Date.now() + 6000; Date.now() < end;);
  });
  await expect.poll(() => readLog(userData)).toContain('"event":"main_blocked"');
  expect(await readLog(userData)).toContain('"event":"exit_refused","call":"exit"');
  await page.reload();
  await page.locator('main').waitFor();
  await desktop.close();
  expect(main.exitCode).toBe(0);
});
