import { systemClock, throwIfAborted, type Clock } from '@wiz/core';
import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkedLookup, checkNumber } from './check-addresses.ts';
import { exchange, type Exchange } from './node-exchange.ts';
import type { HttpTransport } from './transport.ts';

export interface NodeTransportOptions {
  /** Finds the numbers of a name. @default the system's own way */
  readonly lookup?: LookupFunction;
  /** Milliseconds for a connection to be made: name, socket and encryption together. @default 5000 */
  readonly connectMs?: number;
  /** Bytes of an answer's head. @default 16 KiB */
  readonly maxHeaderSize?: number;
  /** The authorities whose certificates are good, in PEM. @default those that Node brings along */
  readonly ca?: string;
  readonly clock?: Clock;
}

/** Idle connections that are kept for each origin. */
const idleConnections = 8;

/**
 * Node's network stack as `HttpTransport`, for tests and tools. It has its own connections, keeps them alive, and repeats a
 * request by itself in one case only: the connection had gone stale and the request provably did nothing. It takes no proxy.
 *
 * @throws RangeError for a limit that is not above 0
 */
export function nodeTransport(options: NodeTransportOptions = {}): HttpTransport {
  const { lookup = systemLookup, connectMs = 5000, maxHeaderSize = 16 * 1024, ca, clock = systemClock() } = options;
  for (const [name, value] of Object.entries({ connectMs, maxHeaderSize }))
    if (!(value > 0)) throw new RangeError(`${name} must be above 0, got ${String(value)}`);
  const sockets = new Set<Duplex>();
  const stops = new Set<(reason: Error) => void>();
  let isClosed = false;

  const watch = (socket: Duplex, readyEvent: string): void => {
    sockets.add(socket);
    const cancel = clock.at(clock.now() + connectMs, () => {
      socket.destroy(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT', syscall: 'connect' }));
    });
    socket.once(readyEvent, cancel);
    socket.once('close', () => {
      cancel();
      sockets.delete(socket);
    });
  };
  const watched = <A extends HttpAgent>(agent: A, readyEvent: string): A => {
    const create = agent.createConnection.bind(agent);
    agent.createConnection = (settings, callback) => {
      const socket = create(settings, callback);
      if (socket != null) watch(socket, readyEvent);
      return socket;
    };
    return agent;
  };
  // What nobody may call by a foreign name must not go over a connection that was made for a typed one.
  const lane = (isForeign: boolean): Lane => ({
    lookup: checkedLookup(lookup, isForeign),
    plain: watched(new HttpAgent(keptAlive), 'connect'),
    secure: watched(new HttpsAgent({ ...keptAlive, ...checked, ca }), 'secureConnect'),
  });
  const lanes = { typed: lane(false), foreign: lane(true) };
  const dropIdle = (agent: HttpAgent): void => {
    for (const idle of Object.values(agent.freeSockets)) for (const socket of idle ?? []) socket.destroy();
  };
  const underWay = (stop: (reason: Error) => void): (() => void) => {
    stops.add(stop);
    return () => stops.delete(stop);
  };
  return {
    send: async (request) => {
      const { isForeign = false } = request;
      const { protocol, hostname } = new URL(request.url);
      checkNumber(hostname, isForeign);
      const own = isForeign ? lanes.foreign : lanes.typed;
      const agent = protocol === 'https:' ? own.secure : own.plain;
      const once = (): Promise<Exchange> => {
        if (isClosed) throw Object.assign(new Error('the transport is closed'), { code: 'UND_ERR_CLOSED' });
        throwIfAborted(request.signal);
        return exchange(request, { agent, lookup: own.lookup, maxHeaderSize, underWay });
      };
      let outcome = await once();
      if (outcome.failure?.isStale === true) {
        // The others have waited as long, and may be as dead.
        dropIdle(agent);
        outcome = await once();
      }
      if (outcome.response === undefined) throw outcome.failure.error;
      return outcome.response;
    },
    close: async () => {
      isClosed = true;
      const closed = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const stop of stops) stop(Object.assign(new Error('the transport was closed'), { code: 'ECONNABORTED' }));
      for (const socket of sockets) socket.destroy();
      for (const { plain, secure } of Object.values(lanes)) for (const agent of [plain, secure]) agent.destroy();
      await Promise.all(closed);
    },
  };
}

/** The way to hosts that the user typed, or to those that somebody else named. */
interface Lane {
  readonly lookup: LookupFunction;
  readonly plain: HttpAgent;
  readonly secure: HttpsAgent;
}

/** Said outright, so that no variable of the environment can say otherwise. */
const checked = { rejectUnauthorized: true };
const keptAlive = { keepAlive: true, maxFreeSockets: idleConnections };
