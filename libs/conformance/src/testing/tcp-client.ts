import { abortError, IntegrationError, throwIfAborted, toIntegrationError } from '@wiz/core';
import type { CallScope } from '@wiz/integration-kit/main';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';

/** Mistakes that somebody could make in a client; the sample makes none unless it is told to. */
export interface TcpMistakes {
  /** A connection that broke is used for the next question. */
  readonly keepsBroken?: boolean;
  /** Who came last is served first. */
  readonly lastFirst?: boolean;
  /** A cancel ends the wait, not the connection. */
  readonly letsGoOn?: boolean;
  /** Half a line is taken for an answer. */
  readonly takesHalves?: boolean;
  /** What is no JSON breaks it. */
  readonly believesAll?: boolean;
  /** Connections stay open when it is closed. */
  readonly leavesOpen?: boolean;
}

export interface TcpQuestion {
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly changes?: boolean;
}

const WireAnswer = z.object({ result: z.unknown().optional(), refused: z.string().optional() });
/** Connections that it has at once. */
const most = 2;

/** The sample’s client over tcp: two connections that are used again, one question on each at a time. */
export class TcpClient {
  readonly #address: { readonly host: string; readonly port: number };
  readonly #token: () => string;
  readonly #mistakes: TcpMistakes;
  readonly #idle: Socket[] = [];
  readonly #all = new Set<Socket>();
  readonly #waiting: (() => void)[] = [];
  #lent = 0;

  constructor(address: string, token: () => string, mistakes: TcpMistakes) {
    const [host = '', port = ''] = address.split(':');
    this.#address = { host, port: Number(port) };
    this.#token = token;
    this.#mistakes = mistakes;
  }

  /** @throws IntegrationError */
  async ask({ signal }: CallScope, { method, params = {}, changes = false }: TcpQuestion): Promise<unknown> {
    const progress = { wasSent: false };
    await this.#turn(signal);
    let socket: Socket | undefined;
    try {
      socket = this.#idle.pop() ?? (await this.#connect(signal));
      progress.wasSent = true;
      const line = await this.#exchange(socket, JSON.stringify({ token: this.#token(), method, params }), signal);
      const result = this.#read(line);
      this.#idle.push(socket);
      return result;
    } catch (error) {
      if (this.#mistakes.keepsBroken === true && socket !== undefined) this.#idle.push(socket);
      else if (!(this.#mistakes.letsGoOn === true && signal.aborted)) socket?.destroy();
      const outcome = progress.wasSent && changes ? undefined : 'none';
      throw signal.aborted
        ? toIntegrationError(abortError(signal), { outcome: outcome ?? 'unknown' })
        : toIntegrationError(error, { outcome });
    } finally {
      this.#lent -= 1;
      this.#waiting.shift()?.();
    }
  }

  close(): Promise<void> {
    if (this.#mistakes.leavesOpen !== true) for (const socket of this.#all) socket.destroy();
    return Promise.resolve();
  }

  #read(line: string): unknown {
    if (this.#mistakes.believesAll === true) return (JSON.parse(line) as { readonly result: unknown }).result;
    const { result, refused } = readAnswer(line);
    if (refused === 'unknown') throw new IntegrationError('authentication_error', 'Notes does not know the token.', { outcome: 'none' });
    if (refused !== undefined) throw new IntegrationError('not_found', 'Notes has no such note.', { outcome: 'none' });
    return result;
  }

  /** Waits until one of the connections is free. */
  async #turn(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.#lent >= most) {
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(go), 1);
          reject(abortError(signal));
        };
        const go = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        signal.addEventListener('abort', leave, { once: true });
        if (this.#mistakes.lastFirst === true) this.#waiting.unshift(go);
        else this.#waiting.push(go);
      });
    }
    this.#lent += 1;
  }

  async #connect(signal: AbortSignal): Promise<Socket> {
    const socket = connect(this.#address);
    this.#all.add(socket);
    socket.once('close', () => {
      this.#all.delete(socket);
      const at = this.#idle.indexOf(socket);
      if (at !== -1 && this.#mistakes.keepsBroken !== true) this.#idle.splice(at, 1);
    });
    socket.on('error', () => undefined);
    const stop = (): void => void socket.destroy(toIntegrationError(abortError(signal)));
    signal.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('error', reject);
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #exchange(socket: Socket, question: string, signal: AbortSignal): Promise<string> {
    throwIfAborted(signal);
    const over = new AbortController();
    try {
      return await new Promise<string>((resolve, reject) => {
        let text = '';
        const lost = (): void => {
          if (this.#mistakes.takesHalves === true && text !== '') resolve('{"result":{"id":"n1","text":"half"}}');
          else reject(new IntegrationError('network_error', 'The connection to Notes was lost.'));
        };
        const take = (part: Buffer): void => {
          text += part.toString();
          if (text.includes('\n')) resolve(text);
        };
        const stop = (): void => {
          reject(toIntegrationError(abortError(signal)));
        };
        socket.on('data', take).once('close', lost);
        signal.addEventListener('abort', stop, { once: true });
        over.signal.addEventListener('abort', () => {
          socket.off('data', take).off('close', lost);
          signal.removeEventListener('abort', stop);
        });
        if (socket.destroyed) lost();
        else socket.write(`${question}\n`);
      });
    } finally {
      over.abort();
    }
  }
}

function readAnswer(line: string): z.infer<typeof WireAnswer> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new IntegrationError('protocol_error', 'Notes gave an answer that is none.', { cause });
  }
  const { data } = WireAnswer.safeParse(json);
  if (data?.result === undefined && data?.refused === undefined)
    throw new IntegrationError('protocol_error', 'Notes gave an answer of another form.');
  return data;
}
