import net from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { toIntegrationError } from './convert-error.ts';

/** What the real fetch throws for real servers that misbehave: the table of codes is only as good as this. */
const servers = [];

/** The address of a server that handles each connection so. */
async function serve(handle) {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    handle(socket);
  });
  servers.push(server);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${server.address().port}`;
}

const answering = (answer, then = (socket) => socket.end()) => ({
  handle: (socket) => socket.once('data', () => socket.write(answer, () => then(socket))),
});

afterAll(() => {
  for (const server of servers) server.close();
});

async function failureOf(url, init) {
  try {
    const response = await fetch(url, init);
    await response.text();
  } catch (error) {
    return toIntegrationError(error, { outcome: 'unknown' });
  }
  throw new Error('it did not fail');
}

describe('a server that', () => {
  const begun = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc';
  const reset = (socket) => setTimeout(() => socket.resetAndDestroy(), 20);
  it.each([
    [
      'resets before it answers',
      { handle: (socket) => socket.once('data', () => socket.resetAndDestroy()) },
      'network_error',
      'ECONNRESET',
    ],
    ['closes before it answers', { handle: (socket) => socket.once('data', () => socket.end()) }, 'network_error', 'UND_ERR_SOCKET'],
    ['resets in the middle', answering(begun, reset), 'network_error', 'ECONNRESET'],
    ['closes in the middle', answering(begun), 'network_error', 'UND_ERR_SOCKET'],
    [
      'leaves out the last chunk',
      answering('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'),
      'network_error',
      'UND_ERR_SOCKET',
    ],
    ['answers nonsense', answering('nonsense\r\n\r\n'), 'protocol_error', undefined],
    [
      'answers a huge header',
      answering(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
      'protocol_error',
      'UND_ERR_HEADERS_OVERFLOW',
    ],
    [
      'says that it packed what it did not',
      answering('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc'),
      'protocol_error',
      'Z_DATA_ERROR',
    ],
    ['redirects to itself', answering('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'), 'protocol_error', undefined],
  ])('%s', async (_, { handle }, category, code) => {
    const error = await failureOf(`http://${await serve(handle)}/`);
    expect(error).toMatchObject({ category, outcome: 'unknown' });
    if (code !== undefined) expect(error.code).toBe(code);
  });

  it('redirects where no redirect is wanted', async () => {
    const address = await serve(answering('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n').handle);
    expect(await failureOf(`http://${address}/`, { redirect: 'error' })).toMatchObject({ category: 'protocol_error', retryable: false });
  });

  it('cuts the TLS handshake: nothing was sent', async () => {
    const address = await serve((socket) => socket.once('data', () => socket.end()));
    expect(await failureOf(`https://${address}/`)).toMatchObject({ category: 'network_error', outcome: 'none' });
  });

  it('does not speak TLS: nothing was sent', async () => {
    const address = await serve(answering('HTTP/1.1 400 No\r\n\r\n').handle);
    expect(await failureOf(`https://${address}/`)).toMatchObject({ category: 'configuration_error', outcome: 'none' });
  });

  it('is silent until we give up', async () => {
    const address = await serve(() => undefined);
    expect(await failureOf(`http://${address}/`, { signal: AbortSignal.timeout(30) })).toMatchObject({ category: 'timeout_error' });
  });

  it('is not there: nothing was sent', async () => {
    const address = await serve(() => undefined);
    await new Promise((resolve) => servers.pop().close(resolve));
    expect(await failureOf(`http://${address}/`)).toMatchObject({ category: 'network_error', code: 'ECONNREFUSED', outcome: 'none' });
  });
});
