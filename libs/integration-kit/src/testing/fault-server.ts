import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsIdentity } from './test-authority.ts';

/** One request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in small letters; several of one name as Node joins them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request that waits to be answered, well or badly. */
export interface FaultExchange {
  readonly request: RecordedRequest;
  /** Node's own way to answer properly. */
  readonly response: ServerResponse;
  /** For answers that are no HTTP: what is written here goes out as it is. */
  readonly socket: Socket;
  /** Calls back every so many milliseconds until the connection is gone or the server closes. */
  readonly every: (ms: number, callback: () => void) => void;
}

/** How to answer a request. */
export type Fault = (exchange: FaultExchange) => void;

export interface FaultServer {
  /** "http://127.0.0.1:…", or `https:` with an identity */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  /** Connections ever made to it. */
  readonly connections: number;
  /** Connections that are open now. */
  readonly open: number;
  /** Answers all that follows in another way. */
  answer(script: FaultScript): void;
  /** Resolves once no connection is open. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** One way for all requests; or one after the other, the last one for all that follow. */
export type FaultScript = Fault | readonly [Fault, ...Fault[]];

/**
 * A real server on loopback that answers as it is told, which may be no answer at all.
 *
 * @param identity makes it speak TLS
 */
export async function faultServer(script: FaultScript, identity?: TlsIdentity): Promise<FaultServer> {
  const requests: RecordedRequest[] = [];
  const open = new Set<Socket>();
  const waiting = new Set<() => void>();
  let [faults, turn, connections] = [listOf(script), 0, 0];

  const listener: RequestListener = (incoming, response) => {
    void readAll(incoming).then((body) => {
      const request = recorded(incoming, body);
      requests.push(request);
      const { socket } = incoming;
      const every = (ms: number, callback: () => void): void => {
        const timer = setInterval(callback, ms);
        socket.once('close', () => {
          clearInterval(timer);
        });
      };
      const fault = faults[Math.min(turn, faults.length - 1)];
      turn += 1;
      if (!socket.destroyed) fault?.({ request, response, socket, every });
    }, ignored);
  };
  const server = identity === undefined ? createServer(listener) : createSecureServer(identity, listener);
  // What clients do wrong is what tests are about.
  server.on('clientError', (_, socket) => socket.destroy());
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', ignored);
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) for (const resolve of waiting) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    get connections() {
      return connections;
    },
    get open() {
      return open.size;
    },
    answer: (next) => {
      [faults, turn] = [listOf(next), 0];
    },
    idle: async () => {
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function ignored(): void {
  // Broken connections are the point.
}

function listOf(script: FaultScript): readonly Fault[] {
  return typeof script === 'function' ? [script] : script;
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function recorded({ method = '', url = '', headers }: IncomingMessage, body: string): RecordedRequest {
  const flat = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const);
  return { method, url, headers: Object.fromEntries(flat), body };
}
