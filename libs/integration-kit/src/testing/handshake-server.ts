import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What to do when the first bytes of somebody who wants to encrypt have come. */
export type HandshakeFault = (socket: Socket) => void;

export interface HandshakeServer {
  /** "https://127.0.0.1:…" */
  readonly origin: string;
  close(): Promise<void>;
}

/** A server on loopback that takes every connection and never agrees on encryption. */
export async function handshakeServer(fault: HandshakeFault): Promise<HandshakeServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    socket.once('data', () => {
      fault(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Says nothing. */
export const silence: HandshakeFault = () => undefined;

/** Hangs up. */
export const hangUp: HandshakeFault = (socket) => socket.end();

/** Resets the connection. */
export const reset: HandshakeFault = (socket) => socket.resetAndDestroy();

/** Agrees, but to TLS 1.0 or 1.1. @param minor 1 or 2 @see RFC 4346 §7.4.1.3 */
export function oldVersion(minor: 1 | 2): HandshakeFault {
  const random = Buffer.alloc(32, 7);
  // No session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
  const hello = Buffer.concat([Buffer.from([3, minor]), random, Buffer.from([0, 0x00, 0x2f, 0])]);
  const message = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello]);
  return (socket) => socket.write(Buffer.concat([Buffer.from([0x16, 3, minor, 0, message.length]), message]));
}

/** Says that it knows no version so new. @see RFC 5246 §7.2: a fatal alert, protocol_version */
export const refusesVersion: HandshakeFault = (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70]));

/** Speaks HTTP where TLS was asked for. */
export const plainText: HandshakeFault = (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
