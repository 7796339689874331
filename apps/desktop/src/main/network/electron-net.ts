/**
 * The part of Electron's network stack that is used. Its `session` and `net` fit as they are.
 *
 * @see https://www.electronjs.org/docs/latest/api/client-request
 */
export interface ElectronNetwork<Session extends NetSession> {
  readonly session: { fromPartition(partition: string, options: { cache: boolean }): Session };
  readonly net: { request(options: NetRequestOptions<Session>): unknown };
}

export interface NetSession {
  /** @returns the way of a request, "DIRECT" or proxies as a PAC script names them */
  resolveProxy(url: string): Promise<string>;
  resolveHost(host: string): Promise<{ readonly endpoints: readonly { readonly address: string }[] }>;
  setSpellCheckerLanguages(languages: string[]): void;
  closeAllConnections(): Promise<void>;
  clearStorageData(): Promise<void>;
  clearCache(): Promise<void>;
  clearAuthCache(): Promise<void>;
}

export interface NetRequestOptions<Session> {
  readonly method: string;
  readonly url: string;
  readonly session: Session;
  readonly redirect: 'manual';
  readonly credentials: 'omit';
  readonly useSessionCookies: false;
}

/** What `net.request` returns. */
export interface NetRequest {
  setHeader(name: string, value: string): void;
  end(body?: Buffer): void;
  abort(): void;
  on(event: 'response', listener: (response: NetResponse) => void): unknown;
  on(event: 'redirect', listener: (status: number, method: string, url: string, headers: NetHeaders) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'abort', listener: () => void): unknown;
}

/** Electron's types call it an event emitter; by its documentation and its source it is a readable stream. */
export interface NetResponse {
  readonly statusCode: number;
  readonly headers: NetHeaders;
  pause(): unknown;
  resume(): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'end' | 'aborted' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export type NetHeaders = Readonly<Record<string, string | readonly string[]>>;
