import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from '@playwright/test';

/**
 * @typedef {object} Packaged
 * @property {import('@playwright/test').Page} page its window
 * @property {number} tookMs from the start of the process to the first word of its page
 * @property {(type: 'query' | 'mutation', procedure: string, input: unknown) => Promise<unknown>} ask calls a procedure over the page's own bridge
 * @property {(procedure: string, input: unknown) => Promise<unknown[]>} hear what a subscription delivers until it is done
 * @property {() => Promise<void>} close closes the window as a user does, and waits for the process to end
 */

/**
 * Starts a packaged application and attaches to its page.
 * @param {{ binary: string, data: string, env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<Packaged>}
 */
export async function startPackaged({ binary, data, env, signal }) {
  const startedAt = performance.now();
  const child = spawn(binary, ['--remote-debugging-port=0', `--user-data-dir=${data}`], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  const ended = once(child, 'close').catch(() => undefined);
  const address = await debuggerAddress(child);
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The packaged application shows no window.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForFunction(() => 'wizBridge' in globalThis);
  return {
    page,
    tookMs: performance.now() - startedAt,
    ask: (type, procedure, input) => page.evaluate(talk, { type, procedure, input }).then((events) => events[0]),
    hear: (procedure, input) => page.evaluate(talk, { type: 'subscription', procedure, input }),
    close: async () => {
      await page.close();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
      await browser.close();
      if (child.signalCode !== null) throw new Error('The packaged application did not end by itself within 10 s of its window’s closing.');
    },
  };
}

/**
 * Where Chromium says its debugger listens.
 * @param {import('node:child_process').ChildProcessByStdio<null, null, import('node:stream').Readable>} child
 * @returns {Promise<string>}
 */
function debuggerAddress(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      const [, address] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`The packaged application ended at once (${String(code)}). It said:\n${said.slice(-1500)}`)),
    );
  });
}

/**
 * Runs in the page: sends one request over its bridge and collects the answers.
 * @param {{ type: string, procedure: string, input: unknown }} request
 * @returns {Promise<unknown[]>}
 */
function talk({ type, procedure, input }) {
  /** @typedef {{ id: string, result?: { type?: string, data?: unknown }, error?: { message: string } }} Answer */
  const bridge = /** @type {{ wizBridge: { send(message: unknown): void, on(listener: (message: Answer) => void): () => void } }} */ (
    /** @type {unknown} */ (globalThis)
  ).wizBridge;
  return new Promise((resolve, reject) => {
    const id = `smoke-${crypto.randomUUID()}`;
    /** @type {unknown[]} */
    const heard = [];
    const off = bridge.on((answer) => {
      if (answer.id !== id) return;
      if (answer.error !== undefined) {
        off();
        reject(new Error(`${procedure}: ${answer.error.message}`));
        return;
      }
      if (answer.result?.type === 'data' || answer.result?.type === undefined) heard.push(answer.result?.data);
      bridge.send({ method: 'ack', id, count: heard.length });
      const isLast = type !== 'subscription' || answer.result?.type === 'stopped';
      if (isLast) {
        off();
        resolve(heard);
      }
    });
    bridge.send({ method: 'request', operation: { id, type, path: procedure, input } });
  });
}
