import type { RecordedRequest } from '@wiz/integration-kit/testing';
import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Front } from './front.ts';
import { forward, from, hold, loseAnswer, only, type ForwardedAnswer, type ProxyExchange, type Rule } from './http-action.ts';
import { handOn, isStream, pipeAnswer, readAnswer, type ForwardOptions } from './http-forward.ts';

export interface HttpProxyOptions {
  /**
   * Keeps connections for further requests. Without it each request has its own, so that no client repeats one in silence
   * because its connection had gone stale, and attempts can be counted.
   * @default false
   */
  readonly keepAlive?: boolean;
  /** The time at which requests are noted, in milliseconds. @default always 0 */
  readonly now?: () => number;
}

/** A request as it came, and when. */
export interface ProxiedRequest extends RecordedRequest {
  /** As the proxy's `now` says. */
  readonly at: number;
}

/** The front of a web server. */
export interface HttpProxy extends Front {
  readonly over: 'http';
  /** Its address without the stand-in's path prefix. */
  readonly origin: string;
  /** All that came since `restart`, oldest first. */
  readonly requests: readonly ProxiedRequest[];
  /** The stand-in's answers since `restart`, by the request's number; undefined for those that it was not asked for. */
  readonly answers: readonly (ForwardedAnswer | undefined)[];
  /** Decides what becomes of every request from now on. */
  readonly rule: (rule: Rule) => void;
}

/**
 * Starts a real reverse proxy on loopback in front of a stand-in. It hands requests on and leads the addresses in answers back
 * to itself, records everything, and for the requests that a rule chooses it does something else instead.
 *
 * @param target the stand-in's origin, with its path prefix if it has one
 */
export async function startHttpProxy(target: string, { keepAlive = false, now = () => 0 }: HttpProxyOptions = {}): Promise<HttpProxy> {
  const { origin: standIn, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const pending = new Set<ServerResponse>();
  let requests: ProxiedRequest[] = [];
  let answers: (ForwardedAnswer | undefined)[] = [];
  let rule: Rule = () => forward;
  let way: ForwardOptions = { standIn, proxy: '', agent };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await recorded(incoming, now);
    const [index, noted] = [requests.length, answers];
    requests.push(request);
    noted[index] = undefined;
    pending.add(response);
    response.once('close', () => pending.delete(response));
    response.shouldKeepAlive = keepAlive;
    const { socket } = incoming;
    const give = (answer: ForwardedAnswer): void => {
      const bodiless = answer.status === 204 || answer.status === 304;
      const length = bodiless ? {} : { 'content-length': String(answer.body.length) };
      response.writeHead(answer.status, { ...answer.headers, ...length } as Record<string, string | string[]>);
      response.end(bodiless || request.method === 'HEAD' ? undefined : answer.body);
    };
    const note = async (answer: IncomingMessage): Promise<ForwardedAnswer> => (noted[index] = await readAnswer(answer, way));
    const exchange: ProxyExchange = {
      ...{ request, response, socket, give, every: everyOn(socket) },
      forward: async () => note(await handOn(request, way)),
      pass: async () => {
        const answer = await handOn(request, way);
        if (isStream(answer)) await pipeAnswer(answer, response, way);
        else give(await note(answer));
      },
    };
    if (!socket.destroyed) await rule(request, index)(exchange);
  };

  const server = createServer((incoming, response) => {
    // A stand-in or a client that broke off in the middle.
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  way = { ...way, proxy: origin };
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    await new Promise((resolve) => {
      server.close(resolve);
      for (const socket of sockets) socket.destroy();
    });
  };
  const setRule = (next: Rule): void => {
    rule = next;
  };
  return {
    ...{ over: 'http', origin, address: `${origin}${pathname === '/' ? '' : pathname}`, rule: setRule, refuse: shut },
    get arrived() {
      return requests.length;
    },
    get underWay() {
      return pending.size;
    },
    get open() {
      return sockets.size;
    },
    get requests() {
      return requests;
    },
    get answers() {
      return answers;
    },
    sent: () => JSON.stringify(requests),
    restart: () => {
      [requests, answers, rule] = [[], [], () => forward];
    },
    hang: (first) => {
      setRule(from(first, hold));
    },
    loseAnswer: (at) => {
      setRule(only(at, loseAnswer));
    },
    close: async () => {
      await shut();
      agent.destroy();
    },
  };
}

async function recorded(incoming: IncomingMessage, now: () => number): Promise<ProxiedRequest> {
  const at = now();
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const { method = '', url = '', headers } = incoming;
  const flat = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')] as const);
  return { method, url, headers: Object.fromEntries(flat), body: Buffer.concat(parts).toString(), at };
}

/** Timers of a fault end with its connection. */
function everyOn(socket: Socket): ProxyExchange['every'] {
  return (ms, callback) => {
    // eslint-disable-next-line no-restricted-globals -- what a fault drips onto a real socket takes real time
    const timer = setInterval(callback, ms);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };
}
