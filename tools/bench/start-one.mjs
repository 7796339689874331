// How long an application takes from its process to the first click that is answered.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { attachToPage, debuggerAddress } from './cdp.mjs';

/**
 * @typedef {object} Running
 * @property {number} tookMs from spawn to the page's answer to a click
 * @property {number} pid
 * @property {import('./cdp.mjs').Page} page
 * @property {() => Promise<void>} close
 */

/**
 * Starts an application and clicks its main button as soon as it is there.
 * @param {{ binary: string, args?: readonly string[], data: string }} side `data`: its own folder for what it keeps
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<Running>}
 */
export async function startOne({ binary, args = [], data }, env, signal) {
  const startedAt = performance.now();
  const child = spawn(binary, [...args, '--remote-debugging-port=0', `--user-data-dir=${data}`], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  child.once('error', () => undefined);
  const ended = once(child, 'close');
  const page = await attachToPage(await debuggerAddress(child.stderr));
  const { x, y } = await page.until(`(() => {
    const box = document.querySelector('[data-testid="main-action"]')?.getBoundingClientRect();
    return box && box.width > 0 && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  })()`);
  const before = await page.until('location.href');
  for (const type of ['mousePressed', 'mouseReleased'])
    await page.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  await page.until(`location.href !== ${JSON.stringify(before)}`);
  const tookMs = performance.now() - startedAt;
  return {
    tookMs,
    pid: child.pid ?? 0,
    page,
    close: async () => {
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await page.close();
      await ended;
      clearTimeout(late);
    },
  };
}
