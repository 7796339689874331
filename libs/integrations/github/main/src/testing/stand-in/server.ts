import { sleepOn, systemClock, type Clock } from '@wiz/core';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problem, type StandInApi } from './api.ts';
import { Faults } from './faults.ts';
import type { Fault, LoggedRequest, StandInAnswer, StandInOptions } from './options.ts';

const publicAddress = 'https://api.github.com';

/** The network around the stand-in's API: a real server on this computer, which fails when it is told to. */
export class StandInServer {
  readonly #api: StandInApi;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #faults = new Faults();
  readonly #requests: LoggedRequest[] = [];
  readonly #onAnswer: NonNullable<StandInOptions['onAnswer']>;
  #port: number;

  constructor(
    api: StandInApi,
    { port = 0, prefix = '', clock = systemClock(), onAnswer = () => undefined }: Omit<StandInOptions, 'tokens' | 'limits'>,
  ) {
    this.#api = api;
    this.#port = port;
    this.#prefix = prefix;
    this.#clock = clock;
    this.#onAnswer = onAnswer;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => {
        request.socket.destroy();
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}${this.#prefix}`;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async fail(fault: Fault): Promise<void> {
    if ('down' in fault) await this.close();
    else this.#faults.add(fault);
  }

  async heal(): Promise<void> {
    this.#faults.clear();
    if (!this.#server.listening) await this.listen();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const path = url.startsWith(this.#prefix) ? url.slice(this.#prefix.length) : undefined;
    const token = /^\S+ (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const logged: LoggedRequest = {
      method,
      path: path ?? url,
      tokenHash: token === undefined ? null : createHash('sha256').update(token).digest('hex').slice(0, 12),
      requestId: String(request.headers['x-request-id'] ?? '') || null,
    };
    this.#requests.push(logged);
    const body = await bodyOf(request);
    const fault = this.#faults.take({ method, path: path ?? url });
    if (fault !== undefined && 'slow' in fault) await this.#waitOut(response, fault.slow);
    if (response.destroyed) return;
    if (fault !== undefined && 'reset' in fault) {
      this.#onAnswer(logged, 'broken before anything was done');
      request.socket.resetAndDestroy();
      return;
    }
    const refused = fault === undefined ? undefined : refusalOf(fault);
    const answer = refused ?? this.#answer(request, path, body);
    const isLost = fault !== undefined && 'loseAnswer' in fault;
    this.#onAnswer(logged, isLost ? `${String(answer.status)}, and the answer is lost` : String(answer.status));
    if (isLost) request.socket.resetAndDestroy();
    else this.#send(response, answer);
  }

  #answer(request: IncomingMessage, path: string | undefined, body: string): StandInAnswer {
    if (path === undefined) return problem(404, 'Not Found');
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    const header = (name: string) => [request.headers[name]].flat()[0];
    return this.#api.answer({ base: this.url, method: request.method ?? '', path: pathname, query: searchParams, header, body });
  }

  #send(response: ServerResponse, { status, body, headers }: StandInAnswer): void {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      date: new Date(this.#clock.wallNow()).toUTCString(),
      ...headers,
    });
    // Addresses in what GitHub sends lead back to where it came from.
    response.end(body === undefined ? undefined : JSON.stringify(body).replaceAll(publicAddress, this.url));
  }

  /** Ends when the time is over or the client has gone. */
  async #waitOut(response: ServerResponse, ms: number): Promise<void> {
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    await sleepOn(this.#clock, ms, gone.signal).catch(() => undefined);
    response.off('close', leave);
  }
}

function refusalOf(fault: Fault): StandInAnswer | undefined {
  if ('status' in fault)
    return { status: fault.status, body: fault.body ?? problem(fault.status, 'It was told to fail.').body, headers: fault.headers ?? {} };
  if (!('secondaryLimit' in fault)) return undefined;
  const { retryAfter } = fault.secondaryLimit;
  const said = problem(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.');
  return { ...said, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
