import { abortError } from '@wiz/core';
import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { handshakeError } from './handshake-error.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';
import { packingOf, unpackBody } from './unpack-body.ts';

export interface ExchangeOptions {
  readonly agent: Agent;
  readonly lookup: LookupFunction;
  readonly maxHeaderSize: number;
  /** Is told how to end the exchange from outside, while it is under way; gives back the function that forgets it. */
  readonly underWay: (stop: (reason: Error) => void) => () => void;
}

/** What was thrown, and whether it is certain that repeating the request does no harm. */
export interface ExchangeFailure {
  readonly error: Error;
  /** The connection had been used before and was dead when this request came to it. */
  readonly isStale: boolean;
}

export type Exchange =
  | { readonly response: TransportResponse; readonly failure?: undefined }
  | { readonly response?: undefined; readonly failure: ExchangeFailure };

/** One request on one connection, up to the answer's head. Never rejects, except for a request that cannot be sent at all. */
export function exchange(request: TransportRequest, options: ExchangeOptions): Promise<Exchange> {
  const { method, url, headers, body, signal } = request;
  return new Promise((resolve) => {
    const secure = url.startsWith('https:');
    const { agent, lookup, maxHeaderSize } = options;
    const outgoing = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers,
      agent,
      maxHeaderSize,
      lookup,
    });
    let incoming: IncomingMessage | undefined;
    let writtenBefore = 0;
    let isEncrypting = false;
    const fail = (error: Error, isStale = false): void => {
      resolve({ failure: { error, isStale } });
    };
    const stop = (reason: Error): void => {
      // Not the request: that would drop what has come of the answer and let its stream end as if it were whole.
      (incoming ?? outgoing).destroy(reason);
      fail(reason);
    };
    const onAbort = (): void => {
      stop(abortError(signal));
    };
    signal.addEventListener('abort', onAbort);
    const forget = options.underWay(stop);
    outgoing.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      forget();
    });
    outgoing.once('socket', (socket) => {
      writtenBefore = socket.bytesWritten;
      if (!secure || outgoing.reusedSocket) return;
      isEncrypting = true;
      socket.once('secureConnect', () => {
        isEncrypting = false;
      });
    });
    // Errors may come after the head too; then the body tells of them.
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const nothingWritten = (outgoing.socket?.bytesWritten ?? 0) === writtenBefore;
      const isDead = outgoing.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      fail(isEncrypting ? handshakeError(error) : withoutBytes(error), isDead && (method === 'GET' || method === 'HEAD' || nothingWritten));
    });
    outgoing.once('response', (message) => {
      incoming = message;
      // Kept for whoever reads the body; without a listener Node forgets it.
      message.on('error', () => undefined);
      try {
        resolve({ response: responseOf(message, request) });
      } catch (error) {
        message.destroy();
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    outgoing.end(body);
  });
}

function responseOf(message: IncomingMessage, { method, signal }: TransportRequest): TransportResponse {
  const headers = message.headersDistinct;
  const header = (name: string): string | null => {
    const key = name.toLowerCase();
    return Object.hasOwn(headers, key) ? (headers[key]?.join(', ') ?? null) : null;
  };
  const status = message.statusCode ?? 0;
  const hasNoBody = method === 'HEAD' || status === 204 || status === 304;
  return { status, header, body: unpackBody(message, hasNoBody ? [] : packingOf(header('content-encoding')), signal) };
}

/** The parser's errors bring the bytes that it could not read. */
function withoutBytes(error: Error): Error {
  if ('rawPacket' in error) delete error.rawPacket;
  return error;
}
