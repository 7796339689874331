import { toIntegrationError } from '@wiz/core';
import { errorAnswer } from '../error-answer.ts';
import { lightWeight, measure } from '../measure.ts';
import type { OpenCall } from './call-table.ts';
import type { Replies } from './replies.ts';
import { split } from './split.ts';

export interface DeliveryOptions {
  readonly call: OpenCall;
  readonly replies: Replies;
  /** Of the heaviest answer, by `measure`. */
  readonly answerWeight: number;
  /** The last answer is on its way, or nothing more will be sent. May be called again. */
  readonly onEnd: () => void;
}

/** Sends the answers of one call in their order: light ones together with those of other calls, a heavy one in pieces. */
export class Delivery {
  readonly #options: DeliveryOptions;
  /** What came while a heavy answer was on its way; undefined when none is. */
  #waiting: unknown[] | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** @param answer as electron-trpc makes them */
  send(answer: unknown): void {
    const { call, replies, onEnd } = this.#options;
    if (call.closed || call.failed) return;
    if (this.#waiting !== undefined) {
      this.#waiting.push(answer);
      return;
    }
    const measured = measure(answer);
    const { ending, data } = read(answer);
    if (measured === undefined && replies.takePieces && data !== undefined) {
      this.#waiting = [];
      void this.#sendPieces(data);
      return;
    }
    replies.post(answer, measured?.isJson ?? false);
    if (ending === 'error') call.failed = true;
    if (call.type !== 'subscription' || this.#hasFailed() || ending === 'stopped') onEnd();
  }

  /** Each piece in a turn of its own: it is the window that asks for the next one. Never rejects. */
  async #sendPieces(data: unknown): Promise<void> {
    const { call, replies, answerWeight, onEnd } = this.#options;
    // Not the call's own signal: that also tells of a stream's end, which has nothing to do with what is on its way.
    const left = new AbortController();
    call.onLeft = () => {
      left.abort();
    };
    if (call.isLeft) left.abort();
    try {
      const pieces = split(data, { piece: lightWeight, answer: answerWeight });
      let next = pieces.next();
      while (next.done !== true && !this.#hasFailed() && (await call.pieceCredit.take(left.signal))) {
        const { piece, isJson } = next.value;
        next = pieces.next();
        replies.postAlone({ id: call.id, piece, last: next.done === true }, isJson);
      }
    } catch (error) {
      const outcome = call.type === 'mutation' ? 'unknown' : 'none';
      replies.post(errorAnswer(call.id, toIntegrationError(error, { outcome })));
      call.failed = true;
      call.stop();
    }
    call.onLeft = undefined;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    if (call.type !== 'subscription' || this.#hasFailed()) onEnd();
    for (const answer of waiting) this.send(answer);
  }

  /** A method, because sending may change it. */
  #hasFailed(): boolean {
    return this.#options.call.failed;
  }
}

/** How an answer of electron-trpc ends its call, if it does, and what it holds. */
function read(answer: unknown): { readonly ending?: 'error' | 'stopped'; readonly data?: unknown } {
  if (typeof answer !== 'object' || answer === null) return {};
  if ('error' in answer) return { ending: 'error' };
  if (!('result' in answer) || typeof answer.result !== 'object' || answer.result === null) return {};
  if ('type' in answer.result && answer.result.type === 'stopped') return { ending: 'stopped' };
  return 'data' in answer.result ? { data: answer.result.data } : {};
}
