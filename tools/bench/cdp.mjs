/**
 * A page, spoken to in Chromium's own protocol: less between the clock and the click than any test library.
 * @typedef {object} Page
 * @property {(method: string, params?: Record<string, unknown>) => Promise<any>} send
 * @property {(expression: string) => Promise<any>} evaluate awaits the value of an expression in the page
 * @property {() => void} close
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
  /** @type {((sessionId: string) => void) | undefined} */
  let attached;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.method === 'Target.attachedToTarget' && message.params.targetInfo.type === 'page') attached?.(message.params.sessionId);
    const waiting = open.get(message.id);
    if (waiting === undefined) return;
    open.delete(message.id);
    if (message.error === undefined) waiting.resolve(message.result);
    else waiting.reject(new Error(message.error.message));
  });
  socket.addEventListener('close', () => {
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
  const session = await new Promise((/** @type {(id: string) => void} */ resolve, reject) => {
    attached = resolve;
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{ type: 'page' }] }).catch(
      reject,
    );
  });
  return {
    send: (method, params = {}) => send(method, params, session),
    evaluate: async (expression) => {
      const { result, exceptionDetails } = /** @type {any} */ (
        await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session)
      );
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    close: () => socket.close(),
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
