import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from './fault-server.ts';

type Headers = Readonly<Record<string, string>>;

const packers = { gzip: gzipSync, deflate: deflateSync, 'deflate-raw': deflateRawSync, br: brotliCompressSync } as const;

export type Packing = keyof typeof packers;

/** A proper answer in JSON. */
export function json(value: unknown, { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Headers } = {}): Fault {
  return text(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A proper answer of any kind. */
export function text(body: string, { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Headers } = {}): Fault {
  return ({ response }) => {
    response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
}

/** Bytes that are sent as they are, then the connection is left open; end them with `andClose`. */
export function raw(bytes: string): Fault {
  return ({ socket }) => {
    socket.write(bytes);
  };
}

const jsonHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** Takes the request and resets the connection. */
export const resetBeforeHeaders: Fault = ({ socket }) => {
  socket.resetAndDestroy();
};

/** Takes the request and hangs up. */
export const hangUp: Fault = ({ socket }) => {
  socket.end();
};

/** Half of a good answer, then a reset. */
export const resetMidBody: Fault = ({ socket }) => {
  socket.write(`${jsonHead}content-length: 100\r\n\r\n{"half":`, () => socket.resetAndDestroy());
};

/** Says a hundred bytes, sends fewer, and closes properly. What came is whole JSON by itself. */
export const shortContentLength: Fault = ({ socket }) => {
  socket.end(`${jsonHead}content-length: 100\r\n\r\n{"whole":true}`);
};

/** In chunks, without the last one. What came is whole JSON by itself. */
export const chunkedWithoutEnd: Fault = ({ socket }) => {
  socket.end(`${jsonHead}transfer-encoding: chunked\r\n\r\ne\r\n{"whole":true}\r\n`);
};

/** A head that goes on for ever, a header every 20 ms. */
export const slowHeaders: Fault = ({ socket, every }) => {
  socket.write('HTTP/1.1 200 OK\r\n');
  every(20, () => socket.write('x-slow: 1\r\n'));
};

/** A body that goes on for ever, a byte every 20 ms. */
export const dripBody: Fault = ({ response, every }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[');
  every(20, () => response.write(' '));
};

/** Takes the request and says nothing. */
export const neverAnswer: Fault = () => undefined;

export const garbageStatusLine: Fault = ({ socket }) => {
  socket.end('SSH-2.0-OpenSSH_9.6 secret-greeting\r\n\r\n');
};

/** A head of more than 20 KB. */
export const bigHeader: Fault = json({}, { headers: { 'x-big': 'x'.repeat(20 * 1024) } });

export const truncatedJson: Fault = text('{"items":[{"name":"Ada"},{"na', { headers: { 'content-type': 'application/json' } });

/** What a hotel's network answers to everything before one has signed in. */
export const htmlPage: Fault = text('<!DOCTYPE html><html><body>Please sign in to the Wi-Fi.</body></html>', {
  headers: { 'content-type': 'text/html; charset=utf-8' },
});

export function deepJson(levels: number): Fault {
  return text('['.repeat(levels) + ']'.repeat(levels), { headers: { 'content-type': 'application/json' } });
}

/** Keys that pollute prototypes when somebody merges the value. */
export const protoJson: Fault = text('{"items":[{"__proto__":{"isAdmin":true}}]}', { headers: { 'content-type': 'application/json' } });

/** A body without length and without end, as fast as it is read. */
export const endlessBody: Fault = ({ response, socket }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const part = Buffer.alloc(64 * 1024, 0x20);
  const more = (): void => {
    while (!socket.destroyed && response.write(part));
  };
  response.on('drain', more);
  more();
};

/** So many bytes of blanks, packed to about a thousandth. */
export function gzipBomb(bytes: number): Fault {
  return packed(Buffer.alloc(bytes, 0x20), ['gzip']);
}

/** JSON that is packed in these ways, the first one innermost. */
export function packedJson(value: unknown, ...packings: readonly Packing[]): Fault {
  return packed(Buffer.from(JSON.stringify(value)), packings);
}

function packed(content: Buffer, packings: readonly Packing[]): Fault {
  const body = packings.reduce((inner, packing) => packers[packing](inner), content);
  const encoding = packings.map((packing) => (packing === 'deflate-raw' ? 'deflate' : packing)).join(', ');
  return ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding, 'content-length': String(body.length) });
    response.end(body);
  };
}

/** Packed properly, then cut off before the end, with a length that fits. */
export const truncatedGzip: Fault = ({ response }) => {
  const body = gzipSync(JSON.stringify({ words: 'the same words again and again '.repeat(100) })).subarray(0, -12);
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': String(body.length) });
  response.end(body);
};

/** 429, with whatever `Retry-After` says; undefined for none. */
export function rateLimited(retryAfter?: string, headers: Headers = {}): Fault {
  return json(
    { message: 'slow down' },
    { status: 429, headers: { ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }), ...headers } },
  );
}

export function redirect(location: string, status = 302): Fault {
  return text('', { status, headers: { location } });
}

/** Answers the first request of a connection and resets it when another one comes on it: one that the server had given up. */
export function staleAfterFirst(answer: Fault): Fault {
  const used = new WeakSet();
  return (exchange) => {
    const { socket } = exchange;
    if (used.has(socket)) socket.resetAndDestroy();
    else answer(exchange);
    used.add(socket);
  };
}

/** Sends back what it was sent, credentials too, as a careless error page does. */
export const echoRefusal: Fault = (exchange) => {
  json({ message: `Bad request: ${JSON.stringify(exchange.request)}` }, { status: 400 })(exchange);
};
