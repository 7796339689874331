import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A page, spoken to in Chromium's own protocol: less between the clock and the click than any test library.
 * @typedef {object} Page
 * @property {(method: string, params?: Record<string, unknown>) => Promise<any>} send
 * @property {(expression: string) => Promise<any>} until asks the page again and again until the expression's value is truthy
 * @property {() => Promise<void>} close closes the window, as its user would
 */

/**
 * @param {string} address where Chromium's debugger listens, `ws://…`
 * @returns {Promise<Page>} its first page, once there is one
 */
export async function attachToPage(address) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`The debugger at ${address} cannot be reached.`)), { once: true });
  });
  let next = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const open = new Map();
  /** @type {((params: { sessionId: string, targetInfo: { targetId: string } }) => void) | undefined} */
  let attached;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.method === 'Target.attachedToTarget' && message.params.targetInfo.type === 'page') attached?.(message.params);
    const waiting = open.get(message.id);
    if (waiting === undefined) return;
    open.delete(message.id);
    if (message.error === undefined) waiting.resolve(message.result);
    else waiting.reject(new Error(message.error.message));
  });
  let ended = false;
  socket.addEventListener('close', () => {
    ended = true;
    for (const { reject } of open.values()) reject(new Error('The application ended.'));
    open.clear();
  });
  /** @param {string} method @param {Record<string, unknown>} params @param {string} [sessionId] */
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = (next += 1);
      open.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  const { sessionId: session, targetInfo } = await new Promise((/** @type {NonNullable<typeof attached>} */ resolve, reject) => {
    attached = resolve;
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{ type: 'page' }] }).catch(
      reject,
    );
  });
  return {
    send: (method, params = {}) => send(method, params, session),
    until: async (expression) => {
      for (;;) {
        // A page that is just being loaded has no context to ask in, or loses it: then ask again.
        if (ended) throw new Error('The application ended.');
        const answer = /** @type {any} */ (
          await send('Runtime.evaluate', { expression, returnByValue: true }, session).catch(() => undefined)
        );
        if (answer?.result?.value) return answer.result.value;
        await sleep(1);
      }
    },
    close: async () => {
      // The answer may be lost with the process.
      await send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
    },
  };
}

/**
 * Where Chromium says that its debugger listens.
 * @param {import('node:stream').Readable} stderr
 * @returns {Promise<string>}
 */
export function debuggerAddress(stderr) {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      const [, address] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stderr.once('close', () => reject(new Error(`The application ended before its debugger listened. It said:\n${said.slice(-1000)}`)));
  });
}
