import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { readSession } from '../driver/session.ts';
import { expect, test } from '../fixtures.ts';

test('while the application is developed, a second instance says why it ends, and fails', async ({ lab }) => {
  const { userData } = await lab.launch();
  const session = readSession();
  const second = spawn(session.executable, [session.app], {
    env: { ...process.env, WIZ_USER_DATA: userData, WIZ_DEV: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(second, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(said).toContain(`Project Wiz runs already with the data folder ${userData}.`);
});
