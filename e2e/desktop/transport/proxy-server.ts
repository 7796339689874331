import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy on loopback that answers everything with the same bytes. */
export interface ProxyServer {
  /** "127.0.0.1:…" */
  readonly host: string;
  /** What it was asked for: the first line of each request, without its version. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param answer the whole of it, head and body */
export async function proxyServer(answer: string): Promise<ProxyServer> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    socket.once('data', (bytes) => {
      asked.push(bytes.toString('latin1').split(' HTTP/')[0] ?? '');
      socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
