import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { readSession } from '../driver/session.ts';
import { expect, test } from '../fixtures.ts';

test('a second instance shows the first one’s window and ends', async ({ lab }) => {
  const { app, page, userData } = await lab.launch();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  const session = readSession();
  const second = spawn(session.executable, [session.app, '--evil-switch', 'app://hub.example/'], {
    env: { ...process.env, WIZ_USER_DATA: userData },
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())))
    .toEqual([true]);
  expect(page.url()).toMatch(/^app:\/\/hub\//);
});
