import { request as send, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { RecordedRequest } from '@wiz/integration-kit/testing';
import type { ForwardedAnswer } from './http-action.ts';

/** What belongs to one connection only and is never handed on. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'te',
  'trailer',
  'upgrade',
  'proxy-authorization',
]);

/** The way from the proxy to the stand-in. */
export interface ForwardOptions {
  /** Of the stand-in, without a path. */
  readonly standIn: string;
  /** Of the proxy: it takes the place of the stand-in's in answers. */
  readonly proxy: string;
  readonly agent: Agent;
}

/** Sends a request on to the stand-in. @returns its answer when the head is there */
export function handOn({ method, url, headers, body }: RecordedRequest, { standIn, agent }: ForwardOptions): Promise<IncomingMessage> {
  // Packed answers could not be rewritten.
  const { host: _, 'accept-encoding': __, ...kept } = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
  return new Promise((resolve, reject) => {
    const length = body === '' && !('content-length' in headers) ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = send(new URL(url, standIn), { method, headers: { ...kept, ...length }, agent }, resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Reads an answer to its end, with the proxy's address wherever the stand-in names its own. */
export async function readAnswer(answer: IncomingMessage, options: ForwardOptions): Promise<ForwardedAnswer> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  return {
    status: answer.statusCode ?? 502,
    headers: headersOf(answer, options),
    body: isText(answer) ? Buffer.from(ledBack(body.toString(), options)) : body,
  };
}

/** Hands a stream on, piece by piece. */
export function pipeAnswer(answer: IncomingMessage, response: ServerResponse, options: ForwardOptions): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, headersOf(answer, options));
  return new Promise((resolve) => {
    response.once('close', () => {
      answer.destroy();
      resolve();
    });
    answer.once('error', () => response.destroy());
    answer.pipe(response);
  });
}

/** Whether it comes in pieces for as long as the server likes. */
export function isStream(answer: IncomingMessage): boolean {
  return /\btext\/event-stream\b|\bndjson\b/i.test(answer.headers['content-type'] ?? '');
}

function headersOf(answer: IncomingMessage, options: ForwardOptions): Record<string, string | string[]> {
  const kept = Object.entries(answer.headersDistinct).filter(([name]) => !hopByHop.has(name));
  return Object.fromEntries(
    kept.map(([name, values = []]) => {
      const led = values.map((value) => ledBack(value, options));
      return [name, led.length === 1 ? (led[0] ?? '') : led];
    }),
  );
}

function isText({ headers }: IncomingMessage): boolean {
  return headers['content-encoding'] === undefined && /json|text|xml|^$/i.test(headers['content-type'] ?? '');
}

function ledBack(text: string, { standIn, proxy }: ForwardOptions): string {
  return text.replaceAll(standIn, proxy);
}
