import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { ElectronNetwork, NetRequestOptions, NetSession } from '../electron-net.ts';

/** What every session finds when it looks something up. */
export interface FakeNames {
  way: string | Promise<string>;
  addresses: () => readonly string[] | Promise<never>;
}

/** A session that remembers what was done with it. */
export class FakeSession implements NetSession {
  readonly cleared: string[] = [];
  failing = false;
  languages: readonly string[] = ['en-US'];
  /** What was looked up. */
  readonly asked: string[] = [];
  readonly #names: FakeNames;

  constructor(names: FakeNames) {
    this.#names = names;
  }

  closeAllConnections = (): Promise<void> => this.#did('connections');
  clearStorageData = (): Promise<void> => this.#did('storage');
  clearCache = (): Promise<void> => this.#did('cache');
  clearAuthCache = (): Promise<void> => this.#did('auth');

  setSpellCheckerLanguages = (languages: string[]): void => {
    this.languages = languages;
  };

  resolveProxy = async (url: string): Promise<string> => {
    this.asked.push(url);
    return this.#names.way;
  };

  resolveHost = async (host: string): Promise<{ readonly endpoints: { readonly address: string }[] }> => {
    this.asked.push(host);
    const addresses = await this.#names.addresses();
    return { endpoints: addresses.map((address) => ({ address })) };
  };

  #did(what: string): Promise<void> {
    this.cleared.push(what);
    return this.failing ? Promise.reject(new Error('no')) : Promise.resolve();
  }
}

/** A request as Electron's is; its test plays the network’s part with `answer`, `breakOff` and `redirect`. */
export class FakeRequest extends EventEmitter {
  readonly options: NetRequestOptions<FakeSession>;
  readonly headers: Record<string, string> = {};
  sent: Buffer | undefined | null = null;
  aborts = 0;
  response: FakeResponse | undefined;
  refuseHeaders = false;

  constructor(options: NetRequestOptions<FakeSession>) {
    super();
    this.options = options;
  }

  setHeader(name: string, value: string): void {
    if (this.refuseHeaders) throw new Error(`Invalid value for header '${name}': '${value}'`);
    this.headers[name] = value;
  }

  end(body?: Buffer): void {
    this.sent = body;
  }

  /** As in net-client-request.ts: no error, the event a tick later, the answer destroyed without one. */
  abort(): void {
    this.aborts += 1;
    if (this.aborts === 1) process.nextTick(() => this.emit('abort'));
    this.response?.destroy();
  }

  answer(status = 200, headers: FakeResponse['headers'] = {}): FakeResponse {
    this.response = new FakeResponse(status, headers);
    this.emit('response', this.response);
    return this.response;
  }

  /** Chromium reports a failure: to the answer if there is one, and to the request. */
  breakOff(message: string): void {
    const error = new Error(message);
    this.response?.destroy(error);
    this.emit('error', error);
  }

  redirect(status: number, to: string, headers: Record<string, string[]> = {}): void {
    this.emit('redirect', status, 'GET', to, headers);
    this.emit('error', new Error('Redirect was cancelled'));
  }
}

/** An answer as Electron's is: a readable stream that asks for more only while it may. */
export class FakeResponse extends Readable {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** How many pieces were taken from the network. */
  taken = 0;
  readonly #waiting: (Buffer | null)[] = [];
  #wanted = false;

  constructor(statusCode: number, headers: Readonly<Record<string, string | string[]>>) {
    super({ highWaterMark: 1 });
    this.statusCode = statusCode;
    this.headers = headers;
  }

  /** Pieces on the wire; null ends the body. */
  deliver(...pieces: (string | Buffer | null)[]): void {
    this.#waiting.push(...pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
    this.#hand();
  }

  override _read(): void {
    this.#wanted = true;
    this.#hand();
  }

  #hand(): void {
    while (this.#wanted && this.#waiting.length > 0) {
      this.taken += 1;
      this.#wanted = this.push(this.#waiting.shift());
    }
  }
}

export interface FakeNetwork extends ElectronNetwork<FakeSession> {
  readonly requests: FakeRequest[];
  readonly sessions: { readonly partition: string; readonly options: object; readonly session: FakeSession }[];
  readonly names: FakeNames;
  /** Changes a request before anybody has it. */
  prepare: (request: FakeRequest) => void;
}

/** Electron's `session` and `net`, for tests. */
export function fakeNetwork(): FakeNetwork {
  const network: FakeNetwork = {
    requests: [],
    sessions: [],
    names: { way: 'DIRECT', addresses: () => ['203.0.113.7'] },
    prepare: () => undefined,
    session: {
      fromPartition: (partition, options) => {
        const session = new FakeSession(network.names);
        network.sessions.push({ partition, options, session });
        return session;
      },
    },
    net: {
      request: (options) => {
        const request = new FakeRequest(options);
        network.prepare(request);
        network.requests.push(request);
        return request;
      },
    },
  };
  return network;
}
